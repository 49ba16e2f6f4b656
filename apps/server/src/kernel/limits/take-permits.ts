import { sql } from 'kysely';
import type { EntityManager } from '../database/entity-manager.ts';
import { isSqlite, sqlOf } from '../database/sql-of.ts';

export type Permits = { granted: number; retryAfterMs: number };

type Request = { key: string; wanted: number; most: number; windowMs: number; nowMs: number };

/**
 * Takes up to `wanted` of the `most` permits that any `windowMs` holds: a moving window, exact however many
 * processes ask at once, because the row that counts is locked by the one statement that reads and writes it.
 */
export async function takePermits(em: EntityManager, request: Request): Promise<Permits> {
  return isSqlite(em) ? takeFromSqlite(em, request) : takeFromPostgres(em, request);
}

async function takeFromPostgres(
  em: EntityManager,
  { key, wanted, most, windowMs, nowMs }: Request,
): Promise<Permits> {
  const first = Math.min(wanted, most);
  const { rows } = await sql<{ granted: number; oldest: number | null }>`
    insert into rate_limit as held (key, taken_at, taken, granted, expires_at)
    values (${key}, array[${nowMs}::float8], array[${first}::int], ${first}::int, to_timestamp(${(nowMs + windowMs) / 1000}::float8))
    on conflict (key) do update set
      (taken_at, taken, granted, expires_at) = (
        select
          times || case when free > 0 then array[${nowMs}::float8] else '{}'::float8[] end,
          counts || case when free > 0 then array[free] else '{}'::int[] end,
          free,
          to_timestamp(${(nowMs + windowMs) / 1000}::float8)
        from (
          select
            coalesce(array_agg(taken_time), '{}'::float8[]) as times,
            coalesce(array_agg(taken_count), '{}'::int[]) as counts,
            greatest(0, least(${wanted}::int, ${most}::int - coalesce(sum(taken_count), 0)))::int as free
          from unnest(held.taken_at, held.taken) as recent (taken_time, taken_count)
          where taken_time > ${nowMs - windowMs}::float8
        ) as window_now
      )
    returning granted, taken_at[1] as oldest
  `.execute(sqlOf(em));
  const row = rows[0];
  const granted = row?.granted ?? 0;
  return {
    granted,
    retryAfterMs: granted > 0 ? 0 : untilFree(Number(row?.oldest ?? nowMs), windowMs, nowMs),
  };
}

/** SQLite has one writer: reading and writing in one transaction is as exact as the one statement above. */
async function takeFromSqlite(
  em: EntityManager,
  { key, wanted, most, windowMs, nowMs }: Request,
): Promise<Permits> {
  return em.transactional(async (own) => {
    const db = sqlOf(own as EntityManager);
    const held = await sql<{ taken: string }>`select taken from rate_limit where key = ${key}`.execute(db);
    const taken = JSON.parse(held.rows[0]?.taken ?? '[]') as [number, number][];
    const recent = taken.filter(([at]) => at > nowMs - windowMs);
    const free = most - recent.reduce((sum, [, count]) => sum + count, 0);
    const granted = Math.max(0, Math.min(wanted, free));
    if (granted > 0) recent.push([nowMs, granted]);
    await sql`
      insert into rate_limit (key, taken, expires_at) values (${key}, ${JSON.stringify(recent)}, ${nowMs + windowMs})
      on conflict (key) do update set taken = excluded.taken, expires_at = excluded.expires_at
    `.execute(db);
    return { granted, retryAfterMs: granted > 0 ? 0 : untilFree(recent[0]?.[0] ?? nowMs, windowMs, nowMs) };
  });
}

function untilFree(oldestMs: number, windowMs: number, nowMs: number): number {
  return Math.max(1, oldestMs + windowMs - nowMs);
}
