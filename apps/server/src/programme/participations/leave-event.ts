import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { answerParticipation } from './answer-participation.ts';
import { personOf } from './lock-people.ts';
import { lockSeats, type Place, readPlaces } from './lock-seats.ts';
import { movePeople } from './move-people.ts';
import {
  type DeclineEventInput,
  type LeaveEventInput,
  NOT_PARTICIPATING,
  NOTHING_OFFERED,
  type Participation,
  type ParticipationState,
} from './participations.contract.ts';
import { promoteFromWaitlist } from './promote-from-waitlist.ts';

/** Gives the seat, or the place in the waitlist, back. A freed seat goes to the head of the waitlist at once. */
export async function leaveEvent(ctx: Context, input: LeaveEventInput): Promise<Participation> {
  return withdraw(ctx, input.eventId, ({ state }) =>
    ['left', 'declined', 'rejected'].includes(state) ? null : state === 'invited' ? 'declined' : 'left',
  );
}

/** Says no to an invitation, or to a seat on offer, which goes to the next in line. */
export async function declineEvent(ctx: Context, input: DeclineEventInput): Promise<Participation> {
  return withdraw(ctx, input.eventId, ({ state }) => {
    if (state === 'declined') return null;
    if (state !== 'invited' && state !== 'offered') throw new Fault(NOTHING_OFFERED);
    return 'declined';
  });
}

/** One's own way out: to which state, or null when one is out already. */
async function withdraw(
  ctx: Context,
  eventId: string,
  whereTo: (place: Place) => (ParticipationState & ('left' | 'declined')) | null,
): Promise<Participation> {
  const person = personOf(ctx);
  const event = await lockSeats(ctx, eventId);
  const place = (await readPlaces(ctx, eventId, [person.accountId])).get(person.accountId);
  if (place === undefined) throw new Fault(NOT_PARTICIPATING);
  const state = whereTo(place);
  if (state === null) return answerParticipation(ctx, eventId, place);
  const left = await movePeople(ctx, event, { moves: [{ person, place }], to: { state, news: state } });
  if (left.event.seatsTaken < event.seatsTaken) await promoteFromWaitlist(ctx, left.event);
  return answerParticipation(ctx, eventId, (left.moved[0] as { place: Place }).place);
}
