import { sql } from 'kysely';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../kernel/clock.ts';
import type { Config } from '../../kernel/config.ts';
import type { Context } from '../../kernel/context.ts';
import { instantFor, isSqlite, sqlOf } from '../../kernel/database/sql-of.ts';
import type { ClaimedDelivery } from './claim-deliveries.ts';
import './mail-paces.entity.ts';

/**
 * Who is late by more than this, and than half of the time between two, books anew, behind the others: a process that
 * was away does not let loose all that was due meanwhile.
 */
const TURN_LASTS_MS = 10 * SECOND_MS;

/** One in so many milliseconds, and so many at once after a pause. */
type Pace = { intervalMs: number; burst: number };

/**
 * Of the claimed mails, those whose turn it is by the pace of their domain and their mailbox. The
 * others go back with a turn of their own, which is no try: each is booked once, however many processes send.
 */
export async function keepPace(
  ctx: Context,
  claimed: readonly ClaimedDelivery[],
): Promise<ClaimedDelivery[]> {
  const paced = claimed.map((delivery) => ({ delivery, paces: pacesOf(ctx, delivery) }));
  const booking = paced.filter(({ paces }) => paces.size > 0);
  if (booking.length === 0) return [...claimed];
  const free = await book(ctx, booking);
  const nowMs = ctx.clock.now().getTime();
  const later: { delivery: ClaimedDelivery; turn: Date }[] = [];
  const ready: ClaimedDelivery[] = [];
  for (const { delivery, paces } of paced) {
    let turnMs = nowMs;
    for (const [key, { intervalMs, burst }] of paces) {
      const freeAtMs = free.get(key) ?? nowMs;
      turnMs = Math.max(turnMs, freeAtMs - (burst - 1) * intervalMs);
      free.set(key, freeAtMs + intervalMs);
    }
    if (turnMs <= nowMs) ready.push(delivery);
    else later.push({ delivery, turn: new Date(Math.ceil(turnMs)) });
  }
  await putBack(ctx, later);
  return ready;
}

/** What bounds a mail; nothing for one that people wait for, or whose turn it is already. */
function pacesOf(ctx: Context, delivery: ClaimedDelivery): Map<string, Pace> {
  const paces = new Map<string, Pace>();
  if (delivery.lane !== 'bulk') return paces;
  const { domain, mailbox } = pacesIn(ctx.config);
  const recipient = delivery.recipient.toLowerCase();
  if (domain) paces.set(`domain ${recipient.slice(recipient.lastIndexOf('@') + 1)}`, domain);
  if (mailbox) paces.set(`mailbox ${recipient}`, mailbox);
  return isItsTurn(delivery, [...paces.values()], ctx.clock.now()) ? new Map() : paces;
}

function isItsTurn({ turnAt }: ClaimedDelivery, paces: readonly Pace[], now: Date): boolean {
  if (turnAt === null) return false;
  const lateMs = now.getTime() - turnAt.getTime();
  return lateMs >= 0 && lateMs <= Math.max(TURN_LASTS_MS, ...paces.map(({ intervalMs }) => intervalMs / 2));
}

function pacesIn(config: Config): { domain: Pace | undefined; mailbox: Pace | undefined } {
  const { MAIL_PER_DOMAIN_PER_MINUTE: perMinute, MAIL_PER_MAILBOX_PER_HOUR: perHour } = config;
  return {
    // A relay minds a burst more than a person does: three seconds of it, against the whole hour.
    domain:
      perMinute === 0
        ? undefined
        : { intervalMs: MINUTE_MS / perMinute, burst: Math.max(1, Math.floor(perMinute / 20)) },
    mailbox: perHour === 0 ? undefined : { intervalMs: HOUR_MS / perHour, burst: perHour },
  };
}

/** Books as long as these mails take, for each key in one row; answers when the first of each may go. */
async function book(
  ctx: Context,
  booking: readonly { paces: Map<string, Pace> }[],
): Promise<Map<string, number>> {
  const lengths = new Map<string, number>();
  for (const { paces } of booking)
    for (const [key, { intervalMs }] of paces) lengths.set(key, (lengths.get(key) ?? 0) + intervalMs);
  const wanted = JSON.stringify([...lengths].map(([key, length]) => ({ key, length })));
  const nowMs = ctx.clock.now().getTime();
  const [rows, later] = isSqlite(ctx.em)
    ? [sql`select value ->> 'key' as key, value ->> 'length' as length from json_each(${wanted})`, sql`max`]
    : [
        sql`select key, length from jsonb_to_recordset(${wanted}::jsonb) as one (key text, length float8)`,
        sql`greatest`,
      ];
  const now = isSqlite(ctx.em) ? sql`${nowMs}` : sql`${nowMs}::float8`;
  // In the order of their keys: two that book the same wait for one another, and not in a circle.
  const booked = await sql<{ key: string; free_at_ms: number }>`
    insert into mail_pace as pace (key, free_at_ms)
    select key, ${now} + length from (${rows}) as wanted where true order by key
    on conflict (key) do update set
      free_at_ms = ${later}(pace.free_at_ms, ${now}) + (excluded.free_at_ms - ${now})
    returning key, free_at_ms`.execute(sqlOf(ctx.em));
  return new Map(booked.rows.map(({ key, free_at_ms }) => [key, free_at_ms - (lengths.get(key) ?? 0)]));
}

async function putBack(
  ctx: Context,
  later: readonly { delivery: ClaimedDelivery; turn: Date }[],
): Promise<void> {
  if (later.length === 0) return;
  if (isSqlite(ctx.em)) {
    for (const { delivery, turn } of later)
      await sqlOf(ctx.em)
        .updateTable('delivery')
        .set((row) => ({
          state: 'pending',
          owner: null,
          lease_until: null,
          tries: row('tries', '-', 1),
          next_try_at: instantFor(ctx.em, turn),
          turn_at: instantFor(ctx.em, turn),
        }))
        .where('id', '=', delivery.id)
        .where('owner', '=', delivery.owner)
        .where('state', '=', 'claimed')
        .execute();
    return;
  }
  const rows = later.map(({ delivery, turn }) => ({ id: delivery.id, owner: delivery.owner, turn }));
  await sql`
    update delivery set
      state = 'pending', owner = null, lease_until = null, tries = tries - 1,
      next_try_at = later.turn, turn_at = later.turn
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as later (id uuid, owner text, turn timestamptz)
    where delivery.id = later.id and delivery.owner = later.owner and delivery.state = 'claimed'`.execute(
    sqlOf(ctx.em),
  );
}
