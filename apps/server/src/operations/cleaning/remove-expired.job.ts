import { sql } from 'kysely';
import { z } from 'zod';
import { DEVICE_LIFETIME_MS } from '../../identity/sessions/recognise-device.ts';
import { after, DAY_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import { declareJob } from '../../kernel/jobs/declare-job.ts';

/** A retry that comes later than this is a new call. */
const KEEP_ANSWERS_MS = DAY_MS;
/** Tokens of ended sessions stay so long, so that a stolen one is still known as one that was used. */
const KEEP_TOKENS_MS = 30 * DAY_MS;
/** Its owner can see for so long that a key has run out. */
const KEEP_KEYS_MS = 30 * DAY_MS;

export const removeExpired = declareJob({
  name: 'remove-expired',
  payload: z.object({}),
  cron: '17 * * * *',
  run: removeWhatExpired,
});

/** Drops codes, tickets, links, answers, counters and sessions that nobody can use any more. */
export async function removeWhatExpired(ctx: Context): Promise<void> {
  const db = sqlOf(ctx.em);
  const now = ctx.clock.now();
  const before = (milliseconds: number) => instantFor(ctx.em, after(now, -milliseconds));
  await db.deleteFrom('one_time_code').where('expires_at', '<', before(DAY_MS)).execute();
  for (const table of ['sign_in_ticket', 'passkey_ceremony', 'security_link'] as const)
    await db.deleteFrom(table).where('expires_at', '<', before(DAY_MS)).execute();
  await db.deleteFrom('wrong_tries').where('updated_at', '<', before(DAY_MS)).execute();
  await db.deleteFrom('idempotency_record').where('created_at', '<', before(KEEP_ANSWERS_MS)).execute();
  await db
    .deleteFrom('refresh_token')
    .where('session_id', 'in', (eb) =>
      eb.selectFrom('session').select('id').where('expires_at', '<', before(KEEP_TOKENS_MS)),
    )
    .execute();
  await removeForgottenDevices(ctx);
  await db.deleteFrom('api_key').where('expires_at', '<', before(KEEP_KEYS_MS)).execute();
  await sql`delete from rate_limit where expires_at < ${before(0)}`.execute(db);
}

/** By its sessions an account knows its devices. The last one stays, or a stranger's would be its first again. */
async function removeForgottenDevices(ctx: Context): Promise<void> {
  const db = sqlOf(ctx.em);
  const forgotten = instantFor(ctx.em, after(ctx.clock.now(), -DEVICE_LIFETIME_MS));
  await db
    .deleteFrom('session')
    .where('last_used_at', '<', forgotten)
    .where('expires_at', '<', instantFor(ctx.em, ctx.clock.now()))
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('session as later')
          .select('later.id')
          .whereRef('later.account_id', '=', 'session.account_id')
          .whereRef('later.created_at', '>', 'session.created_at'),
      ),
    )
    .execute();
}
