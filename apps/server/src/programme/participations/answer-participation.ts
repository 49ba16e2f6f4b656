import type { Context } from '../../kernel/context.ts';
import type { Place } from './lock-seats.ts';
import type { Participation } from './participations.contract.ts';
import { waitlistPlaces } from './waiting-in-line.ts';

/** A record as its owner sees it. */
export async function answerParticipation(
  ctx: Context,
  eventId: string,
  place: Place,
): Promise<Participation> {
  const [participation] = await answerParticipations(ctx, eventId, [place]);
  return participation as Participation;
}

/** Records of one event, each as its owner sees it. */
export async function answerParticipations(
  ctx: Context,
  eventId: string,
  places: readonly Place[],
): Promise<Participation[]> {
  const waiting = places.filter(({ state }) => state === 'waitlisted').map(({ id }) => id);
  const inLine = await waitlistPlaces(ctx, waiting);
  return places.map(({ id, state, source, joinedAt, offerExpiresAt }) => {
    const waitlistPlace = inLine.get(id) ?? null;
    return { id, eventId, state, source, waitlistPlace, offerExpiresAt, joinedAt };
  });
}
