import type { Context } from '../../kernel/context.ts';
import type { Place } from './lock-seats.ts';
import type { Participation } from './participations.contract.ts';
import { waitlistPlace } from './waiting-in-line.ts';

/** A record as its owner sees it. */
export async function answerParticipation(
  ctx: Context,
  eventId: string,
  { id, state, source, joinedAt, offerExpiresAt }: Place,
): Promise<Participation> {
  const place = state === 'waitlisted' ? await waitlistPlace(ctx, id) : null;
  return { id, eventId, state, source, waitlistPlace: place, offerExpiresAt, joinedAt };
}
