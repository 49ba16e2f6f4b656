import { sql } from 'kysely';
import { MINUTE_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { isSqlite, sqlOf } from '../../kernel/database/sql-of.ts';
import { keyedHash } from '../../kernel/keys.ts';
import { isBcrypt, OWN_KIND } from './hash-kinds.ts';

const LOOK_AGAIN_AFTER_MS = 10 * MINUTE_MS;

/** What its costs follow; those of bcrypt stand in the first seven characters. */
const ARGON2ID = '$argon2id$v=19$';

/** How many hashes begin alike, and so take as long to compare. */
export type HashKind = { begins: string; count: number };

type Seen = { atMs: number; kinds: Promise<HashKind[]> };
const seen = new WeakMap<object, Seen>();

/**
 * A hash to compare with where an address has none. An imported hash may take many times as long as one of our own,
 * so an address without an account is given one of each sort, as often as accounts have them, and always the same one: how long the answer takes then tells nothing of whether the address is known.
 */
export async function dummyHashFor(ctx: Context, addressKey: string): Promise<string> {
  const place =
    Number.parseInt(keyedHash(ctx.config, 'password dummy', addressKey).slice(0, 8), 16) / 2 ** 32;
  return dummyAt(place, await kindsOf(ctx));
}

/** `place` from 0 to 1 picks a kind by its share. */
export function dummyAt(place: number, kinds: readonly HashKind[]): string {
  const all = kinds.reduce((sum, { count }) => sum + count, 0);
  let upTo = 0;
  const kind = kinds.find(({ count }) => {
    upTo += count / all;
    return place < upTo;
  });
  const begins = kind?.begins ?? OWN_KIND;
  return begins + (isBcrypt(begins) ? '.'.repeat(53) : `${'A'.repeat(22)}$${'A'.repeat(43)}`);
}

async function kindsOf(ctx: Context): Promise<HashKind[]> {
  const nowMs = ctx.clock.now().getTime();
  const known = seen.get(ctx.config);
  if (known !== undefined && nowMs - known.atMs < LOOK_AGAIN_AFTER_MS) return known.kinds;
  const looked = { atMs: nowMs, kinds: countKinds(ctx) };
  seen.set(ctx.config, looked);
  looked.kinds.catch(() => seen.delete(ctx.config));
  return looked.kinds;
}

/** What stands before salt and hash tells how long one takes. In an order that stays, so that places do. */
async function countKinds(ctx: Context): Promise<HashKind[]> {
  const position = sql.raw(isSqlite(ctx.em) ? 'instr' : 'strpos');
  const upToCosts = sql`${sql.lit(ARGON2ID.length)} + ${position}(substr(hash, ${sql.lit(ARGON2ID.length + 1)}), '$')`;
  const begins = sql<string>`substr(hash, 1, case when hash like ${sql.lit(`${ARGON2ID}%`)} then ${upToCosts} else 7 end)`;
  const rows = await sqlOf(ctx.em)
    .selectFrom('password')
    .select(({ fn }) => [begins.as('begins'), fn.countAll().as('count')])
    .groupBy(begins)
    .orderBy(begins)
    .execute();
  return rows.map((row) => ({ begins: row.begins, count: Number(row.count) }));
}
