import type { Context } from '../context.ts';

type Waiting<Item, Result> = {
  ctx: Context;
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
};

type Ask<Item, Result> = (ctx: Context, item: Item) => Promise<Result>;
type Run<Item, Result> = (ctx: Context, items: readonly Item[]) => Promise<readonly Result[]>;

const MOST_TOGETHER = 200;

/**
 * What many ask for one by one is asked for together: while the database works on what was asked before, the next are
 * collected, and go as one statement. Alone, nobody waits for company. `run` answers in the order of the items. Only for
 * what stands outside of a transaction: the context of a lot's first serves for all, of one installation each. Where what is
 * asked for ends with a commit, `atOnce` lets some of them wait for the disk together. Only what stands in the same line,
 * by the name that `lineOf` gives it, goes together, and waits for what stands before it.
 */
export function coalesce<Item, Result>(
  run: Run<Item, Result>,
  { atOnce = 1, lineOf = () => '' }: { atOnce?: number; lineOf?: (item: Item) => string } = {},
): Ask<Item, Result> {
  const installations = new WeakMap<Context['config'], Map<string, Ask<Item, Result>>>();
  return (ctx, item) => {
    const lines = installations.get(ctx.config) ?? new Map<string, Ask<Item, Result>>();
    installations.set(ctx.config, lines);
    const name = lineOf(item);
    let ask = lines.get(name);
    if (ask === undefined) {
      ask = openLine(run, { atOnce, onEmpty: () => lines.delete(name) });
      lines.set(name, ask);
    }
    return ask(ctx, item);
  };
}

function openLine<Item, Result>(
  run: Run<Item, Result>,
  { atOnce, onEmpty }: { atOnce: number; onEmpty: () => void },
): Ask<Item, Result> {
  let waiting: Waiting<Item, Result>[] = [];
  let working = 0;

  async function work(): Promise<void> {
    working++;
    // Whoever asks in the same turn of the event loop comes along.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const together = waiting.slice(0, MOST_TOGETHER) as [Waiting<Item, Result>, ...Waiting<Item, Result>[]];
      waiting = waiting.slice(MOST_TOGETHER);
      try {
        const results = await run(
          together[0].ctx,
          together.map(({ item }) => item),
        );
        for (const [at, { resolve }] of together.entries()) resolve(results[at] as Result);
      } catch (error) {
        for (const { reject } of together) reject(error);
      }
    }
    working--;
    if (working === 0) onEmpty();
  }

  return (ctx, item) =>
    new Promise<Result>((resolve, reject) => {
      waiting.push({ ctx, item, resolve, reject });
      if (working < atOnce) void work();
    });
}
