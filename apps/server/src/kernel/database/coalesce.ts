import type { Context } from '../context.ts';

type Waiting<Item, Result> = {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
};

const MOST_AT_ONCE = 200;

/**
 * What many ask for one by one is asked for together: while the database works on what was asked before, the next are
 * collected, and go as one statement. Alone, nobody waits for company. `run` answers in the order of the items. Only for
 * what stands outside of a transaction: the context of the first serves for all, of one installation each.
 */
export function coalesce<Item, Result>(
  run: (ctx: Context, items: readonly Item[]) => Promise<readonly Result[]>,
): (ctx: Context, item: Item) => Promise<Result> {
  const lines = new WeakMap<Context['config'], (ctx: Context, item: Item) => Promise<Result>>();
  return (ctx, item) => {
    let ask = lines.get(ctx.config);
    if (ask === undefined) {
      ask = openLine(run);
      lines.set(ctx.config, ask);
    }
    return ask(ctx, item);
  };
}

function openLine<Item, Result>(
  run: (ctx: Context, items: readonly Item[]) => Promise<readonly Result[]>,
): (ctx: Context, item: Item) => Promise<Result> {
  let waiting: Waiting<Item, Result>[] = [];
  let isBusy = false;

  async function work(ctx: Context): Promise<void> {
    isBusy = true;
    // Whoever asks in the same turn of the event loop comes along.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const together = waiting.slice(0, MOST_AT_ONCE);
      waiting = waiting.slice(MOST_AT_ONCE);
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
    isBusy = false;
  }

  return (ctx, item) =>
    new Promise<Result>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!isBusy) void work(ctx);
    });
}
