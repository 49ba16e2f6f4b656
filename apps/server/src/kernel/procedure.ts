import { initTRPC } from '@trpc/server';
import superjson from 'superjson';
import type { z } from 'zod';
import {
  type Assurance,
  assertAssurance,
  assertScope,
  assertSecondFactor,
  faultsOfAssurance,
  isFresh,
  scopeOf,
  wantsFresh,
} from './assurance.ts';
import type { Call } from './call.ts';
import type { Context } from './context.ts';
import { inTransaction } from './database/transaction.ts';
import { shapeError } from './error-shape.ts';
import {
  BAD_INPUT,
  type FaultKind,
  IDEMPOTENCY_KEY_REUSED,
  INTERNAL,
  SCOPE_REQUIRED,
  SIGN_IN_REQUIRED,
  TOO_MANY_REQUESTS,
  UNAVAILABLE,
} from './fault.contract.ts';
import { Fault } from './fault.ts';
import type { KeyedCall } from './idempotency/kept-answers.ts';
import { replayOrRun } from './idempotency/replay-or-run.ts';
import type { Lane } from './lanes/create-lane.ts';
import type { Limit } from './limits/limit.ts';
import { networkKey } from './limits/network-key.ts';
import { refuseUnkeepableText } from './refuse-unkeepable-text.ts';
import { offerShortcut, type Steps } from './shortcut.ts';

/** What is known of a procedure without calling it. The SDK, the REST twins and the docs are made from it. */
export type ProcedureMeta = {
  summary: string;
  demands: Assurance;
  faults: readonly FaultKind[];
  rest: Rest;
};

type Rest = `${'GET' | 'POST' | 'PATCH' | 'DELETE'} /${string}`;

type Description<Input extends z.ZodType, Output extends z.ZodType, Given = z.output<Input>> = {
  /** One sentence for whoever calls it; it becomes the docstring in the SDK and the summary in the docs. */
  summary: string;
  demands: Assurance;
  rest: Rest;
  input: Input;
  output: Output;
  faults?: readonly FaultKind[];
  /** Beyond the bound on the whole API. */
  limits?: readonly [Limit<z.output<Input>>, ...Limit<z.output<Input>>[]];
  /** In which a call waits for its turn, or is refused, before anything is asked of the database for it. */
  lane?: Lane;
  run: (ctx: Context, input: Given, call: Call) => Promise<z.input<Output> | Fault>;
};

type Preparation<Input extends z.ZodType, Prepared extends object> = {
  /**
   * What takes long and needs no transaction, such as hashing a password: inside, it would hold a connection. What
   * it answers is added to the input of `run`.
   */
  prepare?: (ctx: Context, input: z.output<Input>, call: Call) => Promise<Prepared>;
};

type Company<Input extends z.ZodType, Output extends z.ZodType> = {
  /**
   * For what many do at one moment: does it for all of them in one transaction of its own, and keeps the answers of
   * those whose call has a key. Undefined for whoever has to go alone, by `run`.
   */
  together?: (
    call: Call,
    input: z.output<Input>,
    keyed: KeyedCall | undefined,
  ) => Promise<z.input<Output> | Fault | undefined>;
};

const t = initTRPC
  .meta<ProcedureMeta>()
  .context<Call>()
  .create({ transformer: superjson, errorFormatter: shapeError, isDev: false });

export const router = t.router;

/** A question: no transaction, no write. Asked with GET. */
export function query<Input extends z.ZodType, Output extends z.ZodType>(it: Description<Input, Output>) {
  const steps = stepsOf(it, 'query', (call, _path, input) => it.run(call.context(), input, call));
  const asked = procedure(it, steps, [SIGN_IN_REQUIRED]).query(
    ({ ctx, path, input }) => steps.run(ctx, path, input as z.output<Input>) as never,
  );
  return offerShortcut(asked, { ...it, steps });
}

/** A change: one transaction around the use case, and the same answer for the same idempotency key. */
export function mutation<Input extends z.ZodType, Output extends z.ZodType, Prepared extends object = object>(
  it: Description<Input, Output, z.output<Input> & Prepared> &
    Preparation<Input, Prepared> &
    Company<Input, Output>,
) {
  const isOpen = it.demands === 'open';
  const steps = stepsOf(it, 'mutation', async (call, path, input) => {
    const prepared = it.prepare && (await it.prepare(call.context(), input, call));
    const given = { ...(input as object), ...prepared } as z.output<Input> & Prepared;
    // What proves itself answers with tokens: kept for a retry, they would stand readable in the database.
    const keyed = isOpen ? undefined : keyedCallOf(call, path, input);
    const done = await it.together?.(call, input, keyed);
    if (done !== undefined) return done;
    return inTransaction(call, (ctx) =>
      replayOrRun(ctx, keyed, { call, run: () => it.run(ctx, given, call) }),
    );
  });
  const asked = procedure(it, steps, isOpen ? [] : [IDEMPOTENCY_KEY_REUSED]).mutation(
    ({ ctx, path, input }) => steps.run(ctx, path, input as z.output<Input>) as never,
  );
  return offerShortcut(asked, { ...it, steps });
}

function keyedCallOf(call: Call, procedure: string, input: unknown): KeyedCall | undefined {
  const { actor } = call.context();
  const key = call.idempotencyKey;
  if (key === undefined || actor.kind !== 'account') return undefined;
  return { accountId: actor.accountId, key, procedure, input };
}

function stepsOf<Input extends z.ZodType>(
  it: Pick<Description<Input, z.ZodType>, 'demands' | 'limits' | 'lane'>,
  type: 'query' | 'mutation',
  run: (call: Call, path: string, input: z.output<Input>) => Promise<unknown>,
): Steps<z.output<Input>> {
  // Signing in, renewing and signing out prove themselves otherwise: a dead token beside them is no obstacle.
  const provesItself = it.demands === 'open' && type === 'mutation';
  return {
    inTurn: (call, work) => it.lane?.(work, networkKey(call.device.ipAddress)) ?? work(),
    async enter(call, path) {
      await call.admit(path);
      const actor = await (provesItself ? call.identify().catch(() => call.anonymous) : call.identify());
      assertScope(scopeOf(path, type), actor);
      // Whoever has just confirmed that it is them may ask a process that has not heard of it yet.
      const isStale = wantsFresh(it.demands) && !isFresh(actor, call.clock.now());
      const known = isStale ? await call.identifyAnew() : actor;
      assertAssurance(it.demands, known, call.clock.now());
      assertSecondFactor(path, it.demands, known);
    },
    accept(call, path, input) {
      refuseUnkeepableText(input);
      return it.limits && call.spend(path, it.limits, input);
    },
    async run(call, path, input) {
      const result = await run(call, path, input);
      // A returned refusal has been committed: what it counted must not be undone by refusing.
      if (result instanceof Fault) throw result;
      return result;
    },
  };
}

function procedure<Input extends z.ZodType, Output extends z.ZodType>(
  it: Omit<Description<Input, Output>, 'run'>,
  steps: Steps<z.output<Input>>,
  ofKind: readonly FaultKind[],
) {
  // A set: a question whose token is dead is refused whatever it demands, and most demand one anyway.
  const faults = [
    ...new Set([
      BAD_INPUT,
      TOO_MANY_REQUESTS,
      SCOPE_REQUIRED,
      ...faultsOfAssurance(it.demands),
      ...ofKind,
      ...(it.faults ?? []),
      UNAVAILABLE,
      INTERNAL,
    ]),
  ];
  return t.procedure
    .meta({ summary: it.summary, demands: it.demands, faults, rest: it.rest })
    .use(({ ctx: call, path, next }) =>
      steps.inTurn(call, async () => {
        await steps.enter(call, path);
        return next();
      }),
    )
    .input(it.input)
    .use(async ({ ctx: call, path, input, next }) => {
      await steps.accept(call, path, input as z.output<Input>);
      return next();
    })
    .output(it.output);
}
