import { sql } from 'kysely';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../kernel/clock.ts';
import type { Config } from '../../kernel/config.ts';
import type { Context } from '../../kernel/context.ts';
import { rowsInSql } from '../../kernel/database/rows-in-sql.ts';
import { instantFor, isSqlite, sqlOf } from '../../kernel/database/sql-of.ts';
import type { ClaimedDelivery } from './claim-deliveries.ts';
import { MAIL_PACES, type MailPaceKind } from './deliveries.entity.ts';
import './mail-paces.entity.ts';

/**
 * Who is late by more than this, and than half of the time between two, books anew, behind the others: a process that
 * was away does not let loose all that was due meanwhile.
 */
const TURN_LASTS_MS = 10 * SECOND_MS;

/**
 * One in so many milliseconds, and so many at once after a pause. Nobody books further ahead than the horizon: what is
 * withdrawn in the meantime would hold up what comes after it.
 */
type Pace = { intervalMs: number; burst: number; horizonMs: number };

/** Whoever has to wait: until their turn, or until they may book one. */
type Later = { delivery: ClaimedDelivery; until: Date; turnOf: MailPaceKind | null };

/**
 * Of the claimed mails, those whose turn it is by the pace of their mailbox and their domain. The others go back with a
 * turn of their own, which is no try: each is booked once, however many processes send. A domain is booked when the
 * mailbox is free, so that no turn of it passes unused.
 */
export async function keepPace(
  ctx: Context,
  claimed: readonly ClaimedDelivery[],
): Promise<ClaimedDelivery[]> {
  const paces = pacesIn(ctx.config);
  const later: Later[] = [];
  let ready = [...claimed];
  for (const kind of MAIL_PACES) {
    const pace = paces[kind];
    if (pace !== undefined) ready = await wait(ctx, { kind, pace, ready, later });
  }
  await putBack(ctx, later);
  return ready;
}

function pacesIn(config: Config): Record<MailPaceKind, Pace | undefined> {
  const { MAIL_PER_DOMAIN_PER_MINUTE: perMinute, MAIL_PER_MAILBOX_PER_HOUR: perHour } = config;
  return {
    mailbox: perHour === 0 ? undefined : { intervalMs: HOUR_MS / perHour, burst: perHour, horizonMs: DAY_MS },
    // A relay minds a burst more than a person does: three seconds of it, against the whole hour.
    domain:
      perMinute === 0
        ? undefined
        : {
            intervalMs: MINUTE_MS / perMinute,
            burst: Math.max(1, Math.floor(perMinute / 20)),
            horizonMs: 10 * MINUTE_MS,
          },
  };
}

/** Those who need not wait for this pace; the others are told how long. */
async function wait(
  ctx: Context,
  { kind, pace, ready, later }: { kind: MailPaceKind; pace: Pace; ready: ClaimedDelivery[]; later: Later[] },
): Promise<ClaimedDelivery[]> {
  const now = ctx.clock.now();
  const isBound = (one: ClaimedDelivery) => one.lane === 'bulk' && !isPast(one, { kind, pace, now });
  const booking = ready.filter(isBound);
  if (booking.length === 0) return ready;
  const keys = booking.map((one) => keyOf(kind, one));
  const free = await book(ctx, { pace, keys, now });
  return ready.filter((delivery) => {
    if (!isBound(delivery)) return true;
    const turns = free.get(keyOf(kind, delivery));
    const bookedMs = turns?.shift();
    // So many as fit before the horizon have a turn; whoever has none books again when that has come nearer.
    if (bookedMs === undefined) {
      later.push({ delivery, until: new Date(now.getTime() + pace.horizonMs), turnOf: null });
      return false;
    }
    const turnMs = bookedMs - (pace.burst - 1) * pace.intervalMs;
    if (turnMs <= now.getTime()) return true;
    later.push({ delivery, until: new Date(Math.ceil(turnMs)), turnOf: kind });
    return false;
  });
}

/** Whether a mail has waited for this already: for its turn of now, or of what comes after it. */
function isPast(
  { turnAt, turnOf }: ClaimedDelivery,
  { kind, pace, now }: { kind: MailPaceKind; pace: Pace; now: Date },
): boolean {
  if (turnAt === null || turnOf === null) return false;
  const lateMs = now.getTime() - turnAt.getTime();
  const isGood = lateMs >= 0 && lateMs <= Math.max(TURN_LASTS_MS, pace.intervalMs / 2);
  return isGood && MAIL_PACES.indexOf(turnOf) >= MAIL_PACES.indexOf(kind);
}

function keyOf(kind: MailPaceKind, { recipient }: ClaimedDelivery): string {
  const address = recipient.toLowerCase();
  return `${kind} ${kind === 'mailbox' ? address : address.slice(address.lastIndexOf('@') + 1)}`;
}

/** Books a turn for each of these keys, in one row each key, as far as the horizon; answers when the turns are. */
async function book(
  ctx: Context,
  { pace, keys, now: from }: { pace: Pace; keys: readonly string[]; now: Date },
): Promise<Map<string, number[]>> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  const wanted = rowsInSql(ctx.em, 'wanted', {
    rows: [...counts].map(([key, count]) => ({ key, length: count * pace.intervalMs })),
    columns: { key: 'text', length: 'float8' },
  });
  const nowMs = from.getTime();
  const isLite = isSqlite(ctx.em);
  const number = (value: number) => (isLite ? sql`${value}` : sql`${value}::float8`);
  const [now, later, sooner] = [
    number(nowMs),
    isLite ? sql`max` : sql`greatest`,
    isLite ? sql`min` : sql`least`,
  ];
  const horizon = number(nowMs + pace.horizonMs + pace.burst * pace.intervalMs);
  const began = sql`${later}(pace.free_at_ms, ${now})`;
  // In the order of their keys: two that book the same wait for one another, and not in a circle.
  const booked = await sql<{ key: string; free_at_ms: number; began_at_ms: number }>`
    insert into mail_pace as pace (key, free_at_ms, began_at_ms)
    select key, ${sooner}(${now} + length, ${horizon}), ${now} from ${wanted} where true order by key
    on conflict (key) do update set
      began_at_ms = ${began},
      free_at_ms = ${later}(${began}, ${sooner}(${began} + (excluded.free_at_ms - ${now}), ${horizon}))
    returning key, free_at_ms, began_at_ms`.execute(sqlOf(ctx.em));
  return new Map(
    booked.rows.map(({ key, free_at_ms: end, began_at_ms: begin }) => {
      // A part of an interval is no turn; a rounding error takes none away.
      const turns = Math.floor((end - begin) / pace.intervalMs + 1e-6);
      return [key, Array.from({ length: turns }, (_, index) => begin + index * pace.intervalMs)];
    }),
  );
}

async function putBack(ctx: Context, later: readonly Later[]): Promise<void> {
  if (later.length === 0) return;
  const waiting = rowsInSql(ctx.em, 'later', {
    rows: later.map(({ delivery: { id, owner }, until, turnOf }) => ({
      id,
      owner,
      until: instantFor(ctx.em, until),
      turnOf,
    })),
    columns: { id: 'uuid', owner: 'text', until: 'timestamptz', turnOf: 'text' },
  });
  await sql`
    update delivery set
      state = 'pending', owner = null, lease_until = null, tries = tries - 1,
      next_try_at = later.until, turn_at = later.until, turn_of = later."turnOf"
    from ${waiting}
    where delivery.id = later.id and delivery.owner = later.owner and delivery.state = 'claimed'`.execute(
    sqlOf(ctx.em),
  );
}
