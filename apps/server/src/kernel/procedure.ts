import { initTRPC } from '@trpc/server';
import superjson from 'superjson';
import type { z } from 'zod';
import { type Assurance, assertAssurance, faultsOfAssurance } from './assurance.ts';
import type { Call } from './call.ts';
import type { Context } from './context.ts';
import { inTransaction } from './database/transaction.ts';
import { shapeError } from './error-shape.ts';
import { BAD_INPUT, type FaultKind, INTERNAL, TOO_MANY_REQUESTS, UNAVAILABLE } from './fault.contract.ts';
import { Fault } from './fault.ts';
import { replayOrRun } from './idempotency/replay-or-run.ts';
import type { Limit } from './limits/limit.ts';

/** What is known of a procedure without calling it. The SDK, the REST twins and the docs are made from it. */
export type ProcedureMeta = {
  summary: string;
  demands: Assurance;
  faults: readonly FaultKind[];
  rest: Rest;
};

export type Rest = `${'GET' | 'POST' | 'PATCH' | 'DELETE'} /${string}`;

type Description<Input extends z.ZodType, Output extends z.ZodType> = {
  /** One sentence for whoever calls it; it becomes the docstring in the SDK and the summary in the docs. */
  summary: string;
  demands: Assurance;
  rest: Rest;
  input: Input;
  output: Output;
  faults?: readonly FaultKind[];
  /** Beyond the bound on the whole API. */
  limits?: readonly Limit<z.output<Input>>[];
  run: (ctx: Context, input: z.output<Input>, call: Call) => Promise<z.input<Output> | Fault>;
};

const t = initTRPC
  .meta<ProcedureMeta>()
  .context<Call>()
  .create({ transformer: superjson, errorFormatter: shapeError, isDev: false });

export const router = t.router;

/** A question: no transaction, no write. Asked with GET. */
export function query<Input extends z.ZodType, Output extends z.ZodType>(it: Description<Input, Output>) {
  return procedure(it).query(async ({ ctx: call, input }) => {
    const result = await it.run(call.context(), input as z.output<Input>, call);
    if (result instanceof Fault) throw result;
    return result as never;
  });
}

/** A change: one transaction around the use case, and the same answer for the same idempotency key. */
export function mutation<Input extends z.ZodType, Output extends z.ZodType>(it: Description<Input, Output>) {
  return procedure(it).mutation(async ({ ctx: call, input, path }) => {
    const result = await inTransaction(call, (ctx) =>
      // What proves itself answers with tokens: kept for a retry, they would stand readable in the database.
      replayOrRun(ctx, it.demands === 'open' ? undefined : call.idempotencyKey, {
        procedure: path,
        input,
        run: () => it.run(ctx, input as z.output<Input>, call),
      }),
    );
    // A returned refusal has been committed: what it counted must not be undone by refusing.
    if (result instanceof Fault) throw result;
    return result as never;
  });
}

function procedure<Input extends z.ZodType, Output extends z.ZodType>(it: Description<Input, Output>) {
  const faults = [
    BAD_INPUT,
    TOO_MANY_REQUESTS,
    ...faultsOfAssurance(it.demands),
    ...(it.faults ?? []),
    UNAVAILABLE,
    INTERNAL,
  ];
  return t.procedure
    .meta({ summary: it.summary, demands: it.demands, faults, rest: it.rest })
    .use(async ({ ctx: call, path: name, type, next }) => {
      await call.admit(name);
      // Signing in, renewing and signing out prove themselves otherwise: a dead token beside them is no obstacle.
      const provesItself = it.demands === 'open' && type === 'mutation';
      const actor = await (provesItself ? call.identify().catch(() => call.anonymous) : call.identify());
      assertAssurance(it.demands, actor, call.clock.now());
      return next();
    })
    .input(it.input)
    .use(async ({ ctx: call, input, path: name, next }) => {
      for (const limit of it.limits ?? []) await call.spend(name, limit, input as z.output<Input>);
      return next();
    })
    .output(it.output);
}
