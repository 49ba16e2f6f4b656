import { TRPCError } from '@trpc/server';
import superjson from 'superjson';
import type { z } from 'zod';
import type { Call } from './call.ts';
import { compileEncoder } from './encoding/compile-encoder.ts';

/** What is gone through between the door and the answer, whichever way leads there. */
export type Steps<Input = unknown> = {
  /** Lets all that follows wait for its turn, where a procedure has a lane. */
  inTurn<Result>(call: Call, work: () => Promise<Result>): Promise<Result>;
  /** Counts the call, finds out who calls, and refuses whom it must. */
  enter(call: Call, path: string): Promise<void>;
  /** Refuses text that no database keeps, and counts the call against the procedure's own bounds. */
  accept(call: Call, path: string, input: Input): Promise<void> | undefined;
  /** Does what was asked; throws every refusal. */
  run(call: Call, path: string, input: Input): Promise<unknown>;
};

type Shortcut = (call: Call, path: string, rawInput: () => unknown) => Promise<string>;

const shortcuts = new WeakMap<object, Shortcut>();

/**
 * The same steps, in the same order, as tRPC's chain of middlewares: but schemas are asked synchronously, no
 * options are copied from step to step, and the answer is written as superjson's text at once. See decision 0010.
 */
export function offerShortcut<Procedure extends object, Input extends z.ZodType>(
  procedure: Procedure,
  { steps, input, output }: { steps: Steps<z.output<Input>>; input: Input; output: z.ZodType },
): Procedure {
  const encode = compileEncoder(output);
  shortcuts.set(procedure, (call, path, rawInput) =>
    steps.inTurn(call, async () => {
      await steps.enter(call, path);
      const parsed = input.safeParse(rawInput());
      if (!parsed.success) throw new TRPCError({ code: 'BAD_REQUEST', cause: parsed.error });
      await steps.accept(call, path, parsed.data);
      const answer = await steps.run(call, path, parsed.data);
      return encode?.(answer) ?? superjson.stringify(output.parse(answer));
    }),
  );
  return procedure;
}

/** The shortcut through a procedure; undefined for one that was made without. */
export function shortcutThrough(procedure: object): Shortcut | undefined {
  return shortcuts.get(procedure);
}
