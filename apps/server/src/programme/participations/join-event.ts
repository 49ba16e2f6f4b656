import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import { Fault } from '../../kernel/fault.ts';
import { newId } from '../../kernel/ids.ts';
import { postMail } from '../../messaging/deliveries/post-mail.ts';
import { hasFreeSeat, isRegistrationOpen } from '../events/events.entity.ts';
import { scheduleReminder } from '../reminders/schedule-reminder.ts';
import { type LockedEvent, lockSeats, type Mine } from './lock-seats.ts';
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
 * leaving begins at the end of the line.
 */
export async function joinEvent(ctx: Context, input: JoinEventInput): Promise<Participation> {
  const actor = accountOf(ctx.actor);
  const { event, mine } = await lockSeats(ctx, input.eventId, actor.accountId);
  if (mine !== undefined && mine.state !== 'left') return answer(ctx, event.id, mine);
  if (!isRegistrationOpen(event, ctx.clock.now())) throw new Fault(REGISTRATION_CLOSED);

  // A free seat belongs to whoever waits: nobody who walks in passes them.
  const isWaited = event.waitlistLastNumber > 0 && (await isAnybodyWaiting(ctx, event.id));
  const isSeated = hasFreeSeat(event) && !isWaited;
  if (!isSeated && event.waitlist === 'off') throw new Fault(EVENT_FULL);

  const joined = isSeated ? await takeSeat(ctx, event, mine) : await takePlace(ctx, event, mine);
  await recordTransitions(ctx, [{ participationId: joined.id, from: mine?.state ?? null, to: joined.state }]);
  const { address: recipient, locale } = actor.profile;
  const at = ctx.clock.now().getTime();
  await postMail(ctx, isSeated ? participationConfirmedMail : participationWaitlistedMail, {
    sendKey: `participation:${joined.id}:${joined.state}:${at}`,
    recipient,
    accountId: actor.accountId,
    locale,
    payload: { participationId: joined.id },
  });
  if (isSeated)
    await scheduleReminder(ctx, event, {
      participationId: joined.id,
      accountId: actor.accountId,
      recipient,
      locale,
    });
  return answer(ctx, event.id, joined);
}

async function takeSeat(ctx: Context, event: LockedEvent, mine: Mine | undefined): Promise<Mine> {
  await sqlOf(ctx.em)
    .updateTable('event')
    .set((row) => ({ seats_taken: row('seats_taken', '+', 1) }))
    .where('id', '=', event.id)
    .execute();
  return keep(ctx, event, {
    id: mine?.id ?? newId(),
    state: 'going',
    joinedAt: ctx.clock.now(),
    waitlistNumber: null,
  });
}

async function takePlace(ctx: Context, event: LockedEvent, mine: Mine | undefined): Promise<Mine> {
  const waitlistNumber = event.waitlistLastNumber + 1;
  await sqlOf(ctx.em)
    .updateTable('event')
    .set({ waitlist_last_number: waitlistNumber })
    .where('id', '=', event.id)
    .execute();
  return keep(ctx, event, {
    id: mine?.id ?? newId(),
    state: 'waitlisted',
    joinedAt: ctx.clock.now(),
    waitlistNumber,
  });
}

async function keep(ctx: Context, event: LockedEvent, mine: Mine): Promise<Mine> {
  const changed = {
    state: mine.state,
    waitlist_number: mine.waitlistNumber,
    joined_at: instantFor(ctx.em, mine.joinedAt),
    updated_at: instantFor(ctx.em, mine.joinedAt),
  };
  await sqlOf(ctx.em)
    .insertInto('participation')
    .values({
      id: mine.id,
      event_id: event.id,
      account_id: accountOf(ctx.actor).accountId,
      source: 'self',
      ...changed,
    })
    .onConflict((conflict) => conflict.columns(['event_id', 'account_id']).doUpdateSet(changed))
    .execute();
  return mine;
}

async function answer(ctx: Context, eventId: string, mine: Mine): Promise<Participation> {
  const place = mine.state === 'waitlisted' ? await waitlistPlace(ctx, eventId, mine.waitlistNumber) : null;
  return { id: mine.id, eventId, state: mine.state, waitlistPlace: place, joinedAt: mine.joinedAt };
}
