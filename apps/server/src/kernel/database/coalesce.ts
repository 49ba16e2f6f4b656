import type { Context } from '../context.ts';

type Waiting<Item, Result> = {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
};

type Run<Item, Result> = (ctx: Context, items: readonly Item[]) => Promise<readonly Result[]>;

const MOST_TOGETHER = 200;

/**
 * What many ask for one by one is asked for together: while the database works on what was asked before, the next are
 * collected, and go as one statement. Alone, nobody waits for company. `run` answers in the order of the items. Only for
 * what stands outside of a transaction: the context of the first serves for all, of one installation each. Where what is
 * asked for ends with a commit, `atOnce` lets some of them wait for the disk together.
 */
export function coalesce<Item, Result>(
  run: Run<Item, Result>,
  { atOnce = 1 }: { atOnce?: number } = {},
): (ctx: Context, item: Item) => Promise<Result> {
  const lines = new WeakMap<Context['config'], (ctx: Context, item: Item) => Promise<Result>>();
  return (ctx, item) => {
    let ask = lines.get(ctx.config);
    if (ask === undefined) {
      ask = openLine(run, atOnce);
      lines.set(ctx.config, ask);
    }
    return ask(ctx, item);
  };
}

function openLine<Item, Result>(
  run: Run<Item, Result>,
  atOnce: number,
): (ctx: Context, item: Item) => Promise<Result> {
  let waiting: Waiting<Item, Result>[] = [];
  let working = 0;

  async function work(ctx: Context): Promise<void> {
    working++;
    // Whoever asks in the same turn of the event loop comes along.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const together = waiting.slice(0, MOST_TOGETHER);
      waiting = waiting.slice(MOST_TOGETHER);
      try {
        const results = await run(
          ctx,
          together.map(({ item }) => item),
        );
        for (const [at, { resolve }] of together.entries()) resolve(results[at] as Result);
      } catch (error) {
        for (const { reject } of together) reject(error);
      }
    }
    working--;
  }

  return (ctx, item) =>
    new Promise<Result>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (working < atOnce) void work(ctx);
    });
}
