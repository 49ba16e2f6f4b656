import { TRPCClientError } from '@trpc/client';
import { type FaultDetails, FoyerError } from '../foyer-error.ts';
import type { Signal } from '../platform.ts';

type WireFault = { code: string; message: string } & Omit<FaultDetails, 'status' | 'cause'>;
type WireData = { fault?: WireFault; httpStatus?: number } | null | undefined;

/** Whatever a link throws, as the one error that callers know. */
export function toFoyerError(error: unknown, signal: Signal | null | undefined): FoyerError {
  if (error instanceof FoyerError) return error;
  if (error instanceof TRPCClientError) {
    const { fault, httpStatus: status } = (error.data as WireData) ?? {};
    if (typeof fault?.code === 'string')
      return new FoyerError(fault.code, fault.message, { ...fault, status });
    if (error.cause instanceof FoyerError) return error.cause;
  }
  if (signal?.aborted) return new FoyerError('ABORTED', 'The call was given up.', { cause: signal.reason });
  return badAnswer({ cause: error });
}

export function badAnswer(details: FaultDetails): FoyerError {
  const status = details.status === undefined ? '' : ` (HTTP ${details.status})`;
  return new FoyerError(
    'BAD_ANSWER',
    `What answered${status} does not speak Foyer's language. Is the address right?`,
    details,
  );
}
