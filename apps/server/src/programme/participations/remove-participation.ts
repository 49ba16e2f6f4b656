import type { Context } from '../../kernel/context.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import { Fault } from '../../kernel/fault.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { withdrawReminders } from '../reminders/withdraw-reminders.ts';
import { lockSeats, readPlaces } from './lock-seats.ts';
import { holdsSeat } from './participations.policy.ts';
import { promoteFromWaitlist } from './promote-from-waitlist.ts';
import {
  PARTICIPATION_NOT_FOUND,
  type ParticipationRecord,
  type RemoveParticipationInput,
} from './steering.contract.ts';
import { tellOfRemoval } from './tell-of-removal.ts';

/**
 * Deletes the record of a person at an event, as if they had never come; the seat is free, and what happened stays in
 * the history and the audit log. Who had a seat is told that it is gone, for it is in their calendar, and nobody else
 * is: who is to know why is rejected instead.
 */
export async function removeParticipation(
  ctx: Context,
  { participationId, reason }: RemoveParticipationInput,
): Promise<ParticipationRecord> {
  const db = sqlOf(ctx.em);
  const known = await db
    .selectFrom('participation')
    .where('id', '=', participationId)
    .select(['event_id', 'account_id'])
    .executeTakeFirst();
  if (known === undefined) throw new Fault(PARTICIPATION_NOT_FOUND);
  const { event_id: eventId, account_id: accountId } = known;
  const event = await lockSeats(ctx, eventId);
  const place = (await readPlaces(ctx, eventId, [accountId])).get(accountId);
  if (place === undefined || place.id !== participationId) throw new Fault(PARTICIPATION_NOT_FOUND);

  await tellOfRemoval(ctx, event, participationId);
  await db.deleteFrom('participation').where('id', '=', participationId).execute();
  await withdrawReminders(ctx, { participationIds: [participationId], reason: 'the record was removed' });
  recordAuditEntry(ctx, {
    action: 'participation.removed',
    subjectType: 'participation',
    subjectId: participationId,
    details: { eventId, accountId, state: place.state, source: place.source, reason },
  });
  if (holdsSeat(place.state)) {
    const seatsTaken = event.seatsTaken - 1;
    await db.updateTable('event').set({ seats_taken: seatsTaken }).where('id', '=', eventId).execute();
    await promoteFromWaitlist(ctx, { ...event, seatsTaken });
  }
  return { id: participationId, eventId, accountId, state: place.state, source: place.source };
}
