import type { Operation, OperationResultEnvelope, TRPCClientError, TRPCLink } from '@trpc/client';
import type { AnyRouter } from '@trpc/server';
import { observable, observableToPromise } from '@trpc/server/observable';

type Envelope = OperationResultEnvelope<unknown, TRPCClientError<AnyRouter>>;
type Step = (operation: Operation, next: (operation: Operation) => Promise<Envelope>) => Promise<Envelope>;

/** A step of promises as a link of tRPC. Giving up goes by the operation's signal, which the last link heeds. */
export function asLink(step: Step): TRPCLink<AnyRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        step(op, (changed) => observableToPromise(next(changed))).then(
          (envelope) => {
            observer.next(envelope);
            observer.complete();
          },
          (error) => observer.error(error),
        );
      });
}
