import type { Context } from '../../kernel/context.ts';
import type { FaultKind } from '../../kernel/fault.contract.ts';
import { Fault } from '../../kernel/fault.ts';
import { findBlacklisted } from '../../people/blacklists/find-blacklisted.ts';
import { lineEndsAt } from '../events/events.entity.ts';
import { takeInvitation } from '../invitations/take-invitation.ts';
import { answerParticipation } from './answer-participation.ts';
import { lockCaller, type Person } from './lock-people.ts';
import { lockSeats, type Place, readPlaces, type SeatedEvent } from './lock-seats.ts';
import { movePeople } from './move-people.ts';
import type { News } from './participation.mail.ts';
import {
  INVITATION_REQUIRED,
  NOTHING_OFFERED,
  OFFER_EXPIRED,
  PARTICIPATION_REFUSED,
  type Participation,
  REGISTRATION_CLOSED,
} from './participations.contract.ts';
import { admit } from './participations.policy.ts';
import { promoteFromWaitlist } from './promote-from-waitlist.ts';
import { isAnybodyWaiting } from './waiting-in-line.ts';

export const NEWS_OF = { going: 'confirmed', waitlisted: 'waitlisted', requested: 'requested' } as const;

type Entering = {
  eventId: string;
  /** Whether it takes an invitation or an offer, as accepting does and joining does not. */
  needsAsking: boolean;
};

/** Comes in alone, behind the locks. */
export async function enterEvent(ctx: Context, it: Entering): Promise<Participation | Fault> {
  const { eventId } = it;
  const person = await lockCaller(ctx);
  const isRefused = (await findBlacklisted(ctx, eventId, [person])).size > 0;
  const event = await lockSeats(ctx, eventId);
  const place = (await readPlaces(ctx, eventId, [person.accountId])).get(person.accountId);
  const isDone =
    place !== undefined && isIn(event, place) && !(it.needsAsking && place.state === 'requested');
  if (isDone) return answerParticipation(ctx, eventId, place);
  if (isRefused || place?.state === 'rejected') throw new Fault(PARTICIPATION_REFUSED);
  if (place?.state === 'offered') return takeOffer(ctx, event, { person, place });
  if (it.needsAsking && place?.state !== 'invited') throw new Fault(NOTHING_OFFERED);

  const { state, isByInvitation } = await findAdmission(ctx, event, { person, place });
  const { moved } = await movePeople(ctx, event, {
    moves: [{ person, place }],
    to: { state, news: NEWS_OF[state], ...sourceOf(place, isByInvitation) },
  });
  return answerParticipation(ctx, eventId, (moved[0] as { place: Place }).place);
}

/** Whether there is nothing to do: one is in, or as far in as one gets by oneself. */
export function isIn(event: Pick<SeatedEvent, 'joinPolicy'>, { state }: Pick<Place, 'state'>): boolean {
  if (state === 'requested') return event.joinPolicy !== 'open';
  return state === 'going' || state === 'waitlisted';
}

/** Who was asked keeps saying so; who comes by themselves says that. */
function sourceOf(place: Place | undefined, isByInvitation: boolean) {
  if (isByInvitation) return { source: 'invitation' as const };
  return place?.state === 'invited' ? {} : { source: 'self' as const };
}

async function findAdmission(
  ctx: Context,
  event: SeatedEvent,
  { person, place }: { person: Person; place: Place | undefined },
) {
  const isWaited = await isAnybodyWaiting(ctx, event);
  const decide = (isAsked: boolean) => admit(event, { now: ctx.clock.now(), isWaited, isAsked });
  const byState = place?.state === 'invited';
  let admission = decide(byState);
  // Whoever was invited by an address that became theirs only later is known by the address.
  const mayBeInvited = !byState && (admission === INVITATION_REQUIRED || admission === 'requested');
  const isByInvitation = mayBeInvited && (await takeInvitation(ctx, event.id, person.addressKey));
  if (isByInvitation) admission = decide(true);
  return { state: orThrow(admission), isByInvitation };
}

function orThrow<State extends string>(admission: State | FaultKind): State {
  if (typeof admission !== 'string') throw new Fault(admission);
  return admission;
}

/** The seat is counted already. Whoever comes when the time is up finds it passed on, and the line moved. */
async function takeOffer(
  ctx: Context,
  event: SeatedEvent,
  it: { person: Person; place: Place },
): Promise<Participation | Fault> {
  const now = ctx.clock.now();
  if (event.status !== 'published' || now >= lineEndsAt(event)) throw new Fault(REGISTRATION_CLOSED);
  if (it.place.offerExpiresAt === null || it.place.offerExpiresAt <= now) {
    const expired = await movePeople(ctx, event, { moves: [it], to: OFFER_RAN_OUT });
    await promoteFromWaitlist(ctx, expired.event);
    return new Fault(OFFER_EXPIRED);
  }
  const { moved } = await movePeople(ctx, event, {
    moves: [it],
    to: { state: 'going', news: 'confirmed', cause: 'offer-accepted' },
  });
  return answerParticipation(ctx, event.id, (moved[0] as { place: Place }).place);
}

export const OFFER_RAN_OUT = {
  state: 'declined',
  news: 'offer-expired' satisfies News,
  cause: 'offer-ran-out',
} as const;
