import { sql } from 'kysely';
import { z } from 'zod';
import { after, DAY_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import { declareJob } from '../../kernel/jobs/declare-job.ts';

/** A retry that comes later than this is a new call. */
const KEEP_ANSWERS_MS = DAY_MS;
/** Ended sessions stay so long, so that a stolen token is still known as one that was used. */
const KEEP_SESSIONS_MS = 30 * DAY_MS;

export const removeExpired = declareJob({
  name: 'remove-expired',
  payload: z.object({}),
  cron: '17 * * * *',
  run: removeWhatExpired,
});

/** Drops codes, answers, counters and sessions that nobody can use any more. */
export async function removeWhatExpired(ctx: Context): Promise<void> {
  const db = sqlOf(ctx.em);
  const now = ctx.clock.now();
  const before = (milliseconds: number) => instantFor(ctx.em, after(now, -milliseconds));
  await db.deleteFrom('one_time_code').where('expires_at', '<', before(DAY_MS)).execute();
  await db.deleteFrom('wrong_tries').where('updated_at', '<', before(DAY_MS)).execute();
  await db.deleteFrom('idempotency_record').where('created_at', '<', before(KEEP_ANSWERS_MS)).execute();
  await db.deleteFrom('session').where('expires_at', '<', before(KEEP_SESSIONS_MS)).execute();
  await db.deleteFrom('security_link').where('expires_at', '<', before(DAY_MS)).execute();
  await sql`delete from rate_limit where expires_at < ${before(0)}`.execute(db);
}
