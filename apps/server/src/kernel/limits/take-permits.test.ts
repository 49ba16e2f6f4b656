import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entities } from '../../entities.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { connectPostgres } from '../database/connect-postgres.ts';
import { connectSqlite } from '../database/connect-sqlite.ts';
import type { Database } from '../database/database.ts';
import { migrateSqlite } from '../database/migrate.ts';
import { takePermits } from './take-permits.ts';

const WINDOW_MS = 60_000;
const START_MS = Date.UTC(2027, 2, 14);

type Kind = { name: string; open(): Promise<{ databases: Database[]; close(): Promise<void> }> };

/** Two connections of each kind, as two processes have them. */
const KINDS: Kind[] = [
  {
    name: 'Postgres',
    async open() {
      const test: TestDatabase = await createTestDatabase();
      const connect = () => connectPostgres({ url: test.url, poolSize: 4, entities, onError: () => {} });
      const databases = [await connect(), await connect()];
      return {
        databases,
        async close() {
          for (const database of databases) await database.close();
          await test.drop();
        },
      };
    },
  },
  {
    name: 'SQLite',
    async open() {
      const folder = mkdtempSync(join(tmpdir(), 'foyer-sqlite-'));
      const path = join(folder, 'standby.sqlite');
      const first = await connectSqlite({ path, entities });
      await migrateSqlite(first.orm);
      const databases = [first, await connectSqlite({ path, entities })];
      return {
        databases,
        async close() {
          for (const database of databases) await database.close();
          rmSync(folder, { recursive: true, force: true });
        },
      };
    },
  },
];

describe.each(KINDS)('permits of a moving window on $name', ({ open }) => {
  let opened: Awaited<ReturnType<Kind['open']>>;
  let keys = 0;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened?.close());

  const newKey = () => `key ${++keys}`;
  const take = (key: string, at: { ms: number; wanted?: number; most?: number; process?: number }) =>
    takePermits((opened.databases[at.process ?? 0] as Database).fork(), {
      key,
      wanted: at.wanted ?? 1,
      most: at.most ?? 10,
      windowMs: WINDOW_MS,
      nowMs: START_MS + at.ms,
    });

  it('A12 fifty at once over two connections at a limit of ten: exactly ten', async () => {
    const key = newKey();
    const taken = await Promise.all(
      Array.from({ length: 50 }, (_, process) => take(key, { ms: 0, process: process % 2 })),
    );
    expect(taken.reduce((sum, { granted }) => sum + granted, 0)).toBe(10);
  });

  it('grants what is left of a larger wish, and says when the oldest comes back', async () => {
    const key = newKey();
    expect(await take(key, { ms: 0, wanted: 7 })).toEqual({ granted: 7, retryAfterMs: 0 });
    expect(await take(key, { ms: 10_000, wanted: 7 })).toEqual({ granted: 3, retryAfterMs: 0 });
    expect(await take(key, { ms: 20_000 })).toEqual({ granted: 0, retryAfterMs: 40_000 });
    expect(await take(key, { ms: WINDOW_MS, wanted: 10 })).toEqual({ granted: 7, retryAfterMs: 0 });
  });

  it('counts each key by itself', async () => {
    const [one, other] = [newKey(), newKey()];
    await take(one, { ms: 0, wanted: 10 });
    expect((await take(one, { ms: 0 })).granted).toBe(0);
    expect((await take(other, { ms: 0 })).granted).toBe(1);
  });

  it('A12 of several, what one refuses is not counted against the next', async () => {
    const [network, address] = [newKey(), newKey()];
    const asked = (key: string, most: number) => ({
      key,
      wanted: 1,
      most,
      windowMs: WINDOW_MS,
      nowMs: START_MS,
    });
    const takeBoth = (process = 0) =>
      takePermits((opened.databases[process] as Database).fork(), asked(network, 10), asked(address, 14));
    const taken = await Promise.all(Array.from({ length: 50 }, (_, process) => takeBoth(process % 2)));
    expect(taken.filter(({ granted }) => granted === 1)).toHaveLength(10);
    expect(new Set(taken.filter(({ granted }) => granted === 0).map((one) => one.retryAfterMs))).toEqual(
      new Set([WINDOW_MS]),
    );
    // Ten of fourteen: forty refusals have cost the address nothing.
    const left = await takePermits((opened.databases[1] as Database).fork(), asked(newKey(), 1), {
      ...asked(address, 14),
      wanted: 9,
    });
    expect(left).toEqual({ granted: 4, retryAfterMs: 0 });
    expect((await take(network, { ms: WINDOW_MS })).granted).toBe(1);
  });

  it('never grants more than the limit in any window, and never less than it could', async () => {
    const step = fc.record({
      waitMs: fc.integer({ min: 0, max: 30_000 }),
      wanted: fc.integer({ min: 1, max: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const key = newKey();
        const log: { ms: number; granted: number }[] = [];
        let ms = 0;
        for (const { waitMs, wanted } of steps) {
          ms += waitMs;
          const held = log
            .filter((one) => one.ms > ms - WINDOW_MS)
            .reduce((sum, one) => sum + one.granted, 0);
          const { granted } = await take(key, { ms, wanted, most: 8 });
          expect(granted).toBe(Math.min(wanted, 8 - held));
          log.push({ ms, granted });
        }
      }),
      { numRuns: 25 },
    );
  });
});
