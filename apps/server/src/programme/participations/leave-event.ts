import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import { Fault } from '../../kernel/fault.ts';
import { withdrawReminders } from '../reminders/withdraw-reminders.ts';
import { lockSeats } from './lock-seats.ts';
import { type LeaveEventInput, NOT_PARTICIPATING, type Participation } from './participations.contract.ts';
import { promoteFromWaitlist } from './promote-from-waitlist.ts';
import { recordTransitions } from './record-transitions.ts';

/** Gives the seat, or the place in the waitlist, back. A freed seat goes to the head of the waitlist at once. */
export async function leaveEvent(ctx: Context, input: LeaveEventInput): Promise<Participation> {
  const { accountId } = accountOf(ctx.actor);
  const { event, mine } = await lockSeats(ctx, input.eventId, accountId);
  if (mine === undefined) throw new Fault(NOT_PARTICIPATING);
  const left = {
    id: mine.id,
    eventId: event.id,
    state: 'left',
    waitlistPlace: null,
    joinedAt: mine.joinedAt,
  } as const;
  if (mine.state === 'left') return left;

  await sqlOf(ctx.em)
    .updateTable('participation')
    .set({ state: 'left', waitlist_number: null, updated_at: instantFor(ctx.em, ctx.clock.now()) })
    .where('id', '=', mine.id)
    .execute();
  await recordTransitions(ctx, [{ participationId: mine.id, from: mine.state, to: 'left' }]);
  await withdrawReminders(ctx, { participationId: mine.id, reason: 'the participant left' });
  if (mine.state !== 'going') return left;

  await sqlOf(ctx.em)
    .updateTable('event')
    .set((row) => ({ seats_taken: row('seats_taken', '-', 1) }))
    .where('id', '=', event.id)
    .execute();
  await promoteFromWaitlist(ctx, { ...event, seatsTaken: event.seatsTaken - 1 });
  return left;
}
