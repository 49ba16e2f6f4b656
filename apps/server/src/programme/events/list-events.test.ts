import { afterAll, beforeAll, expect, test } from 'vitest';
import { after, DAY_MS, HOUR_MS } from '../../kernel/clock.ts';
import { ask } from '../../testing/ask.ts';
import { makeEvent } from '../../testing/make-event.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ RATE_LIMIT_PER_MINUTE: '0' });
});
afterAll(() => server.stop());

const add = (startsInHours: number, own: object = {}) => {
  const now = server.clock.now();
  const startsAt = after(now, startsInHours * HOUR_MS);
  return makeEvent(server.installation.database.fork(), now, { startsAt, ...own });
};

async function pageThrough(when: 'upcoming' | 'past', between: () => Promise<void>): Promise<string[]> {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = (await ask(server.url, 'events.list', { when, limit: 10, ...(cursor && { cursor }) })).data;
    expect(page.items.length).toBeLessThanOrEqual(10);
    seen.push(...page.items.map((event) => event.id));
    cursor = page.nextCursor ?? undefined;
    if (cursor) await between();
  } while (cursor);
  return seen;
}

test.for(['upcoming', 'past'] as const)(
  'pages through 95 %s events without a gap or a double while others are added',
  { timeout: 120_000 },
  async (when) => {
    const sign = when === 'upcoming' ? 1 : -1;
    // Three at each hour: the order among those that start together is stable too.
    const mine: string[] = [];
    for (let index = 0; index < 95; index++) mine.push(await add(sign * (24 + Math.floor(index / 3))));
    let added = 0;
    const seen = await pageThrough(when, async () => {
      added++;
      await Promise.all([add(sign * 23), add(sign * (24 + added * 3)), add(sign * 500)]);
    });
    expect(new Set(seen).size).toBe(seen.length);
    expect(mine.filter((id) => !seen.includes(id))).toEqual([]);
    expect(seen.filter((id) => mine.includes(id))).toHaveLength(95);
  },
);

test('what goes on now is still upcoming, what is over is past, and a draft is neither', async () => {
  const ongoing = await add(-30 * 24, { endsAt: after(server.clock.now(), HOUR_MS) });
  const over = await add(-4);
  const draft = await add(5, { status: 'draft' });
  const idsOf = async (when: 'upcoming' | 'past') => pageThrough(when, async () => {});
  const [upcoming, past] = [await idsOf('upcoming'), await idsOf('past')];
  expect([upcoming.includes(ongoing), past.includes(ongoing)]).toEqual([true, false]);
  expect([upcoming.includes(over), past.includes(over)]).toEqual([false, true]);
  expect([...upcoming, ...past]).not.toContain(draft);
});

test('A20 a cursor that was forged, cut, or made by another list is refused', async () => {
  await Promise.all([add(24), add(25), add(26)]);
  const { nextCursor } = (await ask(server.url, 'events.list', { limit: 1 })).data;
  const cursor = nextCursor as string;
  const [body, seal] = cursor.split('.') as [string, string];
  const moved = Buffer.from(JSON.stringify([DAY_MS, '00000000-0000-0000-0000-000000000000'])).toString(
    'base64url',
  );
  for (const forged of [body, `${body}.`, `${moved}.${seal}`, `.${seal}`, cursor.slice(0, -1), `${cursor}x`])
    expect((await ask(server.url, 'events.list', { cursor: forged })).outcome).toBe('CURSOR_INVALID');
  for (const other of [{ when: 'past' }, { status: 'cancelled' }])
    expect((await ask(server.url, 'events.list', { cursor, ...other })).outcome).toBe('CURSOR_INVALID');
});
