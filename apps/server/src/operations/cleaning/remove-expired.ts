import { type RawBuilder, sql } from 'kysely';
import { DEVICE_LIFETIME_MS } from '../../identity/sessions/recognise-device.ts';
import { after, DAY_MS, HOUR_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { instantFor, isSqlite, sqlOf } from '../../kernel/database/sql-of.ts';
import { FINAL_STATES, removeOldMails } from './remove-old-mails.ts';
import { removeUnusedWords } from './remove-unused-words.ts';

/** A retry that comes later than this is a new call. */
const KEEP_ANSWERS_MS = DAY_MS;
/** Tokens of ended sessions stay so long, so that a stolen one is still known as one that was used. */
const KEEP_TOKENS_MS = 30 * DAY_MS;
/** Its owner can see for so long that a key has run out, or was ended. */
const KEEP_KEYS_MS = 30 * DAY_MS;

/** What somebody has said to have seen can be looked up for so long. */
const KEEP_NOTICES_MS = 90 * DAY_MS;
/** What nobody has looked at in so long, nobody will. */
const KEEP_UNSEEN_NOTICES_MS = 365 * DAY_MS;

/** Rows of a statement: it then holds its locks for some milliseconds, however much there is to clean. */
const ROWS_AT_ONCE = 1_000;

/** Drops codes, tickets, links, answers, counters, sessions, notifications and mails that nobody can use any more, little by little. */
export async function removeWhatExpired(
  ctx: Context,
  signal?: AbortSignal,
  rowsAtOnce = ROWS_AT_ONCE,
): Promise<void> {
  const now = ctx.clock.now();
  const before = (milliseconds: number) => instantFor(ctx.em, after(now, -milliseconds));
  for (const [table, condition] of [
    ['one_time_code', sql`expires_at < ${before(DAY_MS)}`],
    ['sign_in_ticket', sql`expires_at < ${before(DAY_MS)}`],
    ['passkey_ceremony', sql`expires_at < ${before(DAY_MS)}`],
    ['security_link', sql`expires_at < ${before(DAY_MS)}`],
    ['enrolment', sql`expires_at < ${before(KEEP_KEYS_MS)}`],
    ['wrong_tries', sql`updated_at < ${before(DAY_MS)}`],
    ['idempotency_record', sql`created_at < ${before(KEEP_ANSWERS_MS)}`],
    [
      'refresh_token',
      sql`session_id in (select id from session where expires_at < ${before(KEEP_TOKENS_MS)})`,
    ],
    ['session', forgottenDevices(before(DEVICE_LIFETIME_MS), before(0))],
    ['api_key', sql`(expires_at < ${before(KEEP_KEYS_MS)} or revoked_at < ${before(KEEP_KEYS_MS)})`],
    ['notification', droppable(sql`acknowledged_at < ${before(KEEP_NOTICES_MS)}`)],
    [
      'notification',
      droppable(sql`acknowledged_at is null and created_at < ${before(KEEP_UNSEEN_NOTICES_MS)}`),
    ],
    ['worker', sql`beat_at < ${before(HOUR_MS)}`],
    ['rate_limit', sql`expires_at < ${before(0)}`],
    ['mail_pace', sql`free_at_ms < ${ctx.clock.now().getTime() - HOUR_MS}`],
  ] as const)
    await removeLittleByLittle(ctx, { table, condition, rowsAtOnce, signal });
  await removeOldMails(ctx, { rowsAtOnce, signal });
  if (!signal?.aborted) await removeUnusedWords(ctx);
}

/** By its sessions an account knows its devices. The last one stays, or a stranger's would be its first again. */
function forgottenDevices(lastUsedBefore: never, endedBefore: never): RawBuilder<unknown> {
  return sql`last_used_at < ${lastUsedBefore} and expires_at < ${endedBefore} and exists
    (select 1 from session as later where later.account_id = session.account_id and later.created_at > session.created_at)`;
}

/**
 * The last one stays: from it the numbers of its account go on. So does one whose mail has yet to go, which would tell
 * of it again.
 */
function droppable(isOld: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`${isOld} and (number is null or exists
    (select 1 from notification as later where later.account_id = notification.account_id and later.number > notification.number))
    and not exists (select 1 from delivery where send_key = notification.key
                    and state not in (${sql.join(FINAL_STATES)}))`;
}

async function removeLittleByLittle(
  ctx: Context,
  what: {
    table: string;
    condition: RawBuilder<unknown>;
    rowsAtOnce: number;
    signal: AbortSignal | undefined;
  },
): Promise<void> {
  const { condition, rowsAtOnce, signal } = what;
  const table = sql.table(what.table);
  // Where a row lies: every table has it, whatever its key is. It is asked again whether it is still to go.
  const place = sql.raw(isSqlite(ctx.em) ? 'rowid' : 'ctid');
  // Whoever holds a row may be about to use it, and may wait for another that is held here: it is left for the next hour.
  const unlessHeld = sql.raw(isSqlite(ctx.em) ? '' : 'for update skip locked');
  for (;;) {
    // Handed back, not cut: what is left goes at the next hour.
    if (signal?.aborted) return;
    const { numAffectedRows } = await sql`delete from ${table} where ${place} in
      (select ${place} from ${table} where ${condition} limit ${rowsAtOnce} ${unlessHeld}) and ${condition}`.execute(
      sqlOf(ctx.em),
    );
    if (Number(numAffectedRows ?? 0) < rowsAtOnce) return;
  }
}
