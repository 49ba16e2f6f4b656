import { type RawBuilder, sql } from 'kysely';
import type { EntityManager } from '../database/entity-manager.ts';
import { isSqlite, sqlOf } from '../database/sql-of.ts';

export type Permits = { granted: number; retryAfterMs: number };

export type Request = { key: string; wanted: number; most: number; windowMs: number; nowMs: number };

/**
 * Takes up to `wanted` of the `most` permits that any `windowMs` holds: a moving window, exact however many
 * processes ask at once, because the row that counts is locked by the one statement that reads and writes it.
 * Of several, which have different keys, each is asked only if the one before granted something: what one refuses is
 * not counted against the next. Answers for the last that was asked.
 */
export async function takePermits(
  em: EntityManager,
  ...requests: readonly [Request, ...Request[]]
): Promise<Permits> {
  if (!isSqlite(em)) return takeFromPostgres(em, requests);
  let taken: Permits = { granted: 0, retryAfterMs: 0 };
  for (const request of requests) {
    taken = await takeFromSqlite(em, request);
    if (taken.granted === 0) break;
  }
  return taken;
}

/** All of them in one statement, whose steps wait for one another. */
async function takeFromPostgres(
  em: EntityManager,
  requests: readonly [Request, ...Request[]],
): Promise<Permits> {
  const step = (at: number) => sql.ref(`step_${at}`);
  const steps = requests.map((request, at) => {
    const behind = at === 0 ? sql`where true` : sql`from ${step(at - 1)} where ${step(at - 1)}.granted > 0`;
    return sql`${step(at)} as (${takingIn(request, behind)})`;
  });
  const answers = requests.map((_, at) => sql`select ${at}::int as step, granted, oldest from ${step(at)}`);
  const { rows } = await sql<{ step: number; granted: number; oldest: number | null }>`
    with ${sql.join(steps)} ${sql.join(answers, sql` union all `)} order by step desc limit 1
  `.execute(sqlOf(em));
  const [row] = rows;
  const granted = row?.granted ?? 0;
  const { windowMs, nowMs } = requests[row?.step ?? 0] ?? requests[0];
  return {
    granted,
    retryAfterMs: granted > 0 ? 0 : untilFree(Number(row?.oldest ?? nowMs), windowMs, nowMs),
  };
}

function takingIn({ key, wanted, most, windowMs, nowMs }: Request, behind: RawBuilder<unknown>) {
  const first = Math.min(wanted, most);
  return sql`
    insert into rate_limit as held (key, taken_at, taken, granted, expires_at)
    select ${key}::text, array[${nowMs}::float8], array[${first}::int], ${first}::int,
      to_timestamp(${(nowMs + windowMs) / 1000}::float8)
    ${behind}
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
  `;
}

/** When, how many, and whether it is what this call took. */
type Taken = [atMs: number, count: number, isNew: 0 | 1];

/**
 * One statement here too. A transaction that reads first and writes then would be refused by SQLite, instead of
 * kept waiting, when another process writes in between.
 */
async function takeFromSqlite(
  em: EntityManager,
  { key, wanted, most, windowMs, nowMs }: Request,
): Promise<Permits> {
  const { rows } = await sql<{ taken: string }>`
    insert into rate_limit (key, taken, expires_at)
    values (${key}, json_array(json_array(${nowMs}, ${Math.min(wanted, most)}, 1)), ${nowMs + windowMs})
    on conflict (key) do update set
      expires_at = excluded.expires_at,
      taken = (
        select json_group_array(json_array(at, count, is_new)) from (
          select value ->> 0 as at, value ->> 1 as count, 0 as is_new from json_each(rate_limit.taken)
          where value ->> 0 > ${nowMs - windowMs} and value ->> 1 > 0
          union all
          select ${nowMs}, max(0, min(${wanted}, ${most} - coalesce(sum(value ->> 1), 0))), 1
          from json_each(rate_limit.taken) where value ->> 0 > ${nowMs - windowMs}
        )
      )
    returning taken
  `.execute(sqlOf(em));
  const taken = JSON.parse(rows[0]?.taken ?? '[]') as Taken[];
  const granted = taken.find(([, , isNew]) => isNew === 1)?.[1] ?? 0;
  const oldestMs = taken.find(([, count]) => count > 0)?.[0] ?? nowMs;
  return { granted, retryAfterMs: granted > 0 ? 0 : untilFree(oldestMs, windowMs, nowMs) };
}

function untilFree(oldestMs: number, windowMs: number, nowMs: number): number {
  return Math.max(1, oldestMs + windowMs - nowMs);
}
