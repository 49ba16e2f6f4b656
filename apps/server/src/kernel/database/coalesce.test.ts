import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { coalesce } from './coalesce.ts';

const installation = () => ({ config: {} }) as Context;
const later = (ctx: Context) => ({ ...ctx }) as Context;

/** Answers whole lots when it is told to, and knows which there were. */
function lots(options?: { lineOf?: (item: string) => string; atOnce?: number }) {
  const asked: (readonly string[])[] = [];
  const open: (() => void)[] = [];
  const ask = coalesce(async (_ctx: Context, items: readonly string[]) => {
    asked.push(items);
    await new Promise<void>((resolve) => open.push(resolve));
    if (items.includes('bad')) throw new Error('one of these is bad');
    return items.map((item) => item.toUpperCase());
  }, options);
  return { ask, asked, answerNext: () => open.shift()?.() };
}

test('what is asked in one turn goes together, and what comes meanwhile goes next', async () => {
  const { ask, asked, answerNext } = lots();
  const ctx = installation();
  const first = [ask(ctx, 'a'), ask(ctx, 'b')];
  await turn();
  const next = [ask(ctx, 'c'), ask(ctx, 'd')];
  await turn();
  expect(asked).toEqual([['a', 'b']]);
  answerNext();
  expect(await Promise.all(first)).toEqual(['A', 'B']);
  await turn();
  expect(asked).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
  answerNext();
  expect(await Promise.all(next)).toEqual(['C', 'D']);
});

test('a failure is told to all who went together, and to nobody else', async () => {
  const { ask, answerNext } = lots();
  const ctx = installation();
  const together = [ask(ctx, 'a'), ask(ctx, 'bad')];
  await turn();
  const next = ask(ctx, 'c');
  answerNext();
  const settled = await Promise.allSettled(together);
  expect(settled.map((one) => one.status)).toEqual(['rejected', 'rejected']);
  await turn();
  answerNext();
  expect(await next).toBe('C');
});

test('lines of other names and of other installations wait for nobody', async () => {
  const { ask, asked, answerNext } = lots({ lineOf: (item) => item.slice(0, 1) });
  const [here, there] = [installation(), installation()];
  const all = [ask(here, 'a1'), ask(here, 'b1'), ask(there, 'a2'), ask(here, 'a3')];
  await turn();
  expect(asked).toEqual([['a1', 'a3'], ['b1'], ['a2']]);
  for (let count = 0; count < 3; count++) answerNext();
  expect(await Promise.all(all)).toEqual(['A1', 'B1', 'A2', 'A3']);
});

test('so many lots of a line are under way at once, and no more', async () => {
  const { ask, asked, answerNext } = lots({ atOnce: 2 });
  const ctx = installation();
  const all: Promise<string>[] = [];
  for (const item of ['a', 'b', 'c', 'd']) {
    all.push(ask(ctx, item));
    await turn();
  }
  expect(asked).toEqual([['a'], ['b']]);
  answerNext();
  await turn();
  expect(asked.at(-1)).toEqual(['c', 'd']);
  answerNext();
  answerNext();
  expect(await Promise.all(all)).toEqual(['A', 'B', 'C', 'D']);
});

test('each lot goes by the context of its own first, however long the line has been there', async () => {
  const went: Context[] = [];
  const open: (() => void)[] = [];
  const ask = coalesce(async (ctx: Context, items: readonly string[]) => {
    went.push(ctx);
    await new Promise<void>((resolve) => open.push(resolve));
    return items;
  });
  const first = installation();
  const second = later(first);
  const all = [ask(first, 'a')];
  await turn();
  all.push(ask(second, 'b'), ask(later(first), 'c'));
  open.shift()?.();
  await all[0];
  await turn();
  open.shift()?.();
  await Promise.all(all);
  expect(went.map((ctx) => [first, second].indexOf(ctx))).toEqual([0, 1]);
});
