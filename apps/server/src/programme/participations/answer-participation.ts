import type { Context } from '../../kernel/context.ts';
import type { Place } from './lock-seats.ts';
import type { Participation } from './participations.contract.ts';
import { waitlistPlace } from './waitlist-place.ts';

/** A record as its owner sees it. */
export async function answerParticipation(
  ctx: Context,
  eventId: string,
  { id, state, source, joinedAt, waitlistNumber, offerExpiresAt }: Place,
): Promise<Participation> {
  const place = state === 'waitlisted' ? await waitlistPlace(ctx, eventId, waitlistNumber) : null;
  return { id, eventId, state, source, waitlistPlace: place, offerExpiresAt, joinedAt };
}
