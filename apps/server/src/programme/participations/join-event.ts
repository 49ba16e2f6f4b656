import { sql } from 'kysely';
import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import { Fault } from '../../kernel/fault.ts';
import { newId } from '../../kernel/ids.ts';
import { postMail } from '../../messaging/deliveries/post-mail.ts';
import { hasFreeSeat, isRegistrationOpen } from '../events/events.entity.ts';
import { scheduleReminder } from '../reminders/schedule-reminder.ts';
import { lockSeats, type Mine, readSeats, type SeatedEvent } from './lock-seats.ts';
import { participationConfirmedMail } from './participation-confirmed.mail.ts';
import { participationWaitlistedMail } from './participation-waitlisted.mail.ts';
import {
  EVENT_FULL,
  type JoinEventInput,
  type Participation,
  REGISTRATION_CLOSED,
} from './participations.contract.ts';
import { recordTransitions } from './record-transitions.ts';
import { isAnybodyWaiting, waitlistPlace } from './waitlist-place.ts';

/**
 * Takes a seat, or a place in the waitlist. Joining again while one takes part changes nothing; joining again after
 * leaving begins at the end of the line. Whoever is refused for certain does not stand in line for the event's row.
 */
export async function joinEvent(ctx: Context, input: JoinEventInput): Promise<Participation> {
  const { accountId } = accountOf(ctx.actor);
  const seen = await readSeats(ctx, input.eventId, accountId);
  if (takesPart(seen.mine)) return answer(ctx, seen.event.id, seen.mine);
  assertOpen(ctx, seen.event);

  const isWalkIn = seen.mine === undefined && hasFreeSeat(seen.event) && seen.event.waitlistLastNumber === 0;
  const walkedIn = isWalkIn ? await walkIn(ctx, seen.event) : undefined;
  if (walkedIn !== undefined) return answer(ctx, seen.event.id, walkedIn);

  const { event, mine } = await lockSeats(ctx, input.eventId, accountId);
  if (takesPart(mine)) return answer(ctx, event.id, mine);
  assertOpen(ctx, event);
  // A free seat belongs to whoever waits: nobody who walks in passes them.
  const isWaited = event.waitlistLastNumber > 0 && (await isAnybodyWaiting(ctx, event.id));
  const isSeated = hasFreeSeat(event) && !isWaited;
  if (!isSeated && event.waitlist === 'off') throw new Fault(EVENT_FULL);

  const joined = isSeated ? seated(ctx, mine) : await takePlace(ctx, event, mine);
  const isKept = await keep(ctx, event, joined);
  await recordAndTell(ctx, event, { from: mine?.state ?? null, joined });
  const isTaken = !isSeated || (await takeSeat(ctx, event));
  if (!isKept || !isTaken) throw new Error('what was read behind the lock of an event was not so');
  return answer(ctx, event.id, joined);
}

function takesPart(mine: Mine | undefined): mine is Mine & { state: Exclude<Mine['state'], 'left'> } {
  return mine !== undefined && mine.state !== 'left';
}

function assertOpen(ctx: Context, event: SeatedEvent): void {
  if (!isRegistrationOpen(event, ctx.clock.now())) throw new Fault(REGISTRATION_CLOSED);
  if (!hasFreeSeat(event) && event.waitlist === 'off') throw new Fault(EVENT_FULL);
}

/**
 * The way of the crowd, when nobody ever waited: everything is written first, and the event's row, at which everybody
 * meets, is held for one statement alone. That one takes the seat only if all is still as it was seen; otherwise
 * nothing was written, and the lock decides.
 */
async function walkIn(ctx: Context, event: SeatedEvent): Promise<Mine | undefined> {
  const db = sqlOf(ctx.em);
  await sql`savepoint before_walking_in`.execute(db);
  const joined = seated(ctx, undefined);
  if (await keep(ctx, event, joined)) {
    await recordAndTell(ctx, event, { from: null, joined });
    if (await takeSeat(ctx, event)) return joined;
  }
  await sql`rollback to savepoint before_walking_in`.execute(db);
  return undefined;
}

/** One conditional update. False when the seats, the waitlist or the event itself are not as they were seen. */
async function takeSeat(ctx: Context, event: SeatedEvent): Promise<boolean> {
  const { numUpdatedRows } = await sqlOf(ctx.em)
    .updateTable('event')
    .set((row) => ({ seats_taken: row('seats_taken', '+', 1) }))
    .where('id', '=', event.id)
    .where('version', '=', event.version)
    .where('waitlist_last_number', '=', event.waitlistLastNumber)
    .where((row) => row.or([row('capacity', 'is', null), row('seats_taken', '<', row.ref('capacity'))]))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

function seated(ctx: Context, mine: Mine | undefined): Mine {
  return { id: mine?.id ?? newId(), state: 'going', joinedAt: ctx.clock.now(), waitlistNumber: null };
}

/** The transition, the mail that confirms it, and for whoever has a seat the reminder. */
async function recordAndTell(
  ctx: Context,
  event: SeatedEvent,
  { from, joined }: { from: Mine['state'] | null; joined: Mine },
): Promise<void> {
  const { accountId, profile } = accountOf(ctx.actor);
  const isSeated = joined.state === 'going';
  const person = { accountId, recipient: profile.address, locale: profile.locale };
  await recordTransitions(ctx, [{ participationId: joined.id, from, to: joined.state }]);
  await postMail(ctx, isSeated ? participationConfirmedMail : participationWaitlistedMail, {
    ...person,
    sendKey: `participation:${joined.id}:${joined.state}:${joined.joinedAt.getTime()}`,
    payload: { participationId: joined.id },
  });
  if (isSeated) await scheduleReminder(ctx, event, { ...person, participationId: joined.id });
}

async function takePlace(ctx: Context, event: SeatedEvent, mine: Mine | undefined): Promise<Mine> {
  const waitlistNumber = event.waitlistLastNumber + 1;
  await sqlOf(ctx.em)
    .updateTable('event')
    .set({ waitlist_last_number: waitlistNumber })
    .where('id', '=', event.id)
    .execute();
  return { id: mine?.id ?? newId(), state: 'waitlisted', joinedAt: ctx.clock.now(), waitlistNumber };
}

/** Writes the participation; false when the same person came to take part meanwhile. */
async function keep(ctx: Context, event: SeatedEvent, mine: Mine): Promise<boolean> {
  const changed = {
    state: mine.state,
    waitlist_number: mine.waitlistNumber,
    joined_at: instantFor(ctx.em, mine.joinedAt),
    updated_at: instantFor(ctx.em, mine.joinedAt),
  };
  const { numInsertedOrUpdatedRows } = await sqlOf(ctx.em)
    .insertInto('participation')
    .values({
      id: mine.id,
      event_id: event.id,
      account_id: accountOf(ctx.actor).accountId,
      source: 'self',
      ...changed,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['event_id', 'account_id'])
        .doUpdateSet(changed)
        // Never a row of another id, nor one that has a seat already.
        .where('participation.id', '=', mine.id)
        .where('participation.state', '=', 'left'),
    )
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

async function answer(ctx: Context, eventId: string, mine: Mine): Promise<Participation> {
  const place = mine.state === 'waitlisted' ? await waitlistPlace(ctx, eventId, mine.waitlistNumber) : null;
  return { id: mine.id, eventId, state: mine.state, waitlistPlace: place, joinedAt: mine.joinedAt };
}
