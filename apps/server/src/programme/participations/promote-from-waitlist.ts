import type { Context } from '../../kernel/context.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import { postMails } from '../../messaging/deliveries/post-mail.ts';
import { type EventRow, isRegistrationOpen } from '../events/events.entity.ts';
import { scheduleReminders } from '../reminders/schedule-reminder.ts';
import { participationPromotedMail } from './participation-promoted.mail.ts';
import { recordTransitions } from './record-transitions.ts';

type WaitedFor = Pick<
  EventRow,
  | 'id'
  | 'status'
  | 'capacity'
  | 'seatsTaken'
  | 'waitlistLastNumber'
  | 'startsAt'
  | 'registrationOpensAt'
  | 'registrationClosesAt'
  | 'reminderMinutesBefore'
>;

/**
 * Gives free seats to those who wait, in the order in which they came. Called behind the event's lock whenever seats
 * become free. It stops when registration is over: nobody is given a seat that they could not take themselves.
 */
export async function promoteFromWaitlist(ctx: Context, event: WaitedFor): Promise<number> {
  if (!isRegistrationOpen({ ...event, joinPolicy: 'open' }, ctx.clock.now())) return 0;
  const free =
    event.capacity === null || event.capacity === undefined
      ? Number.MAX_SAFE_INTEGER
      : event.capacity - event.seatsTaken;
  if (free <= 0 || event.waitlistLastNumber === 0) return 0;

  const next = await sqlOf(ctx.em)
    .selectFrom('participation')
    .innerJoin('account', 'account.id', 'participation.account_id')
    .where('participation.event_id', '=', event.id)
    .where('participation.state', '=', 'waitlisted')
    .select([
      'participation.id as participationId',
      'account.id as accountId',
      'account.address as recipient',
      'account.locale as locale',
    ])
    .orderBy('participation.waitlist_number')
    .limit(Math.min(free, 10_000))
    .execute();
  if (next.length === 0) return 0;

  const now = ctx.clock.now();
  const ids = next.map((one) => one.participationId);
  await sqlOf(ctx.em)
    .updateTable('participation')
    .set({ state: 'going', waitlist_number: null, updated_at: instantFor(ctx.em, now) })
    .where('id', 'in', ids)
    .execute();
  await sqlOf(ctx.em)
    .updateTable('event')
    .set((row) => ({ seats_taken: row('seats_taken', '+', next.length) }))
    .where('id', '=', event.id)
    .execute();
  await recordTransitions(
    ctx,
    ids.map((participationId) => ({
      participationId,
      from: 'waitlisted',
      to: 'going',
      reason: 'a seat became free',
    })),
  );
  await postMails(
    ctx,
    participationPromotedMail,
    next.map(({ participationId, ...to }) => ({
      ...to,
      sendKey: `participation:${participationId}:promoted:${now.getTime()}`,
      payload: { participationId },
    })),
  );
  await scheduleReminders(ctx, event, next);
  return next.length;
}
