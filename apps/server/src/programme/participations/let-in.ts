import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { EVENT_NOT_FOUND } from '../events/events.contract.ts';
import { maySeeEvent } from '../events/events.policy.ts';
import { isIn, NEWS_OF } from './enter-event.ts';
import { holdPeople } from './lock-people.ts';
import { holdSeats, type Place } from './lock-seats.ts';
import { type Move, type MoveTo, movePeople } from './move-people.ts';
import { INVITATION_REQUIRED, PARTICIPATION_REFUSED } from './participations.contract.ts';
import { admit } from './participations.policy.ts';
import { type Comer, type Seen, seeComers } from './see-comers.ts';
import { isAnybodyWaiting } from './waiting-in-line.ts';

/** What became of one: in, refused, or to come alone, as staff has asked them or has to be asked. */
export type Outcome = { place: Place } | Fault | 'alone';
type Decision = Outcome | keyof typeof ENTERED_BY;

const ENTERED_BY = {
  going: { state: 'going', news: NEWS_OF.going, source: 'self', isTheirs: true },
  waitlisted: { state: 'waitlisted', news: NEWS_OF.waitlisted, source: 'self', isTheirs: true },
} as const satisfies Record<string, MoveTo>;

/** What would become of each at this moment. Nothing is held: what is done or refused is certain, who enters is not. */
export async function foresee(ctx: Context, eventId: string, comers: readonly Comer[]): Promise<Decision[]> {
  const seen = await seeComers(ctx, eventId, comers);
  return comers.map((comer) => {
    const decision = decide(ctx, seen, { comer, isWaited: false });
    // An answer that nobody enters for is kept for each alone.
    const isKept = comer.keyed !== undefined && !isEntering(decision) && !(decision instanceof Fault);
    return isKept ? 'alone' : decision;
  });
}

/** Lets these people in as if they came one after another, in their order; the event is held once for all of them. */
export async function letIn(ctx: Context, eventId: string, comers: readonly Comer[]): Promise<Outcome[]> {
  await holdPeople(
    ctx,
    comers.map(({ person }) => person.accountId),
  );
  await holdSeats(ctx, eventId);
  const seen = await seeComers(ctx, eventId, comers);
  if (seen === undefined) return comers.map(() => new Fault(EVENT_NOT_FOUND));
  const { event } = seen;
  const isWaited = await isAnybodyWaiting(ctx, event);
  const entering: Record<keyof typeof ENTERED_BY, Move[]> = { going: [], waitlisted: [] };
  const decisions = comers.map((comer) => {
    const decision = decide(
      ctx,
      { ...seen, event: { ...event, seatsTaken: event.seatsTaken + entering.going.length } },
      { comer, isWaited: isWaited || entering.waitlisted.length > 0 },
    );
    const { person } = comer;
    if (isEntering(decision))
      entering[decision].push({ person, place: seen.comers.get(person.accountId)?.place });
    return decision;
  });
  const seated = await movePeople(ctx, event, { moves: entering.going, to: ENTERED_BY.going });
  const lined = await movePeople(ctx, seated.event, {
    moves: entering.waitlisted,
    to: ENTERED_BY.waitlisted,
  });
  const entered = new Map(
    [...seated.moved, ...lined.moved].map(({ person, place }) => [person, { place }] as const),
  );
  return decisions.map((decision, at) =>
    isEntering(decision) ? (entered.get((comers[at] as Comer).person) as { place: Place }) : decision,
  );
}

export function isEntering(decision: Decision): decision is keyof typeof ENTERED_BY {
  return decision === 'going' || decision === 'waitlisted';
}

/** For whoever comes by themselves the same rules as `enterEvent` has, as far as nobody has to be asked. */
function decide(
  ctx: Context,
  seen: Seen | undefined,
  { comer: { actor, person }, isWaited }: { comer: Comer; isWaited: boolean },
): Decision {
  const { place, isAsTheyCame, isBlacklisted, isKeyTaken } = seen?.comers.get(person.accountId) ?? {};
  // What was answered before is answered again.
  if (isKeyTaken) return 'alone';
  if (seen === undefined || !maySeeEvent(actor, seen.event)) return new Fault(EVENT_NOT_FOUND);
  if (!isAsTheyCame) return 'alone';
  if (place !== undefined && isIn(seen.event, place)) return { place };
  if (isBlacklisted || place?.state === 'rejected') return new Fault(PARTICIPATION_REFUSED);
  // An offered seat is not a free one, and the invited may be known by their address alone.
  if (place?.state === 'invited' || place?.state === 'offered') return 'alone';
  const admission = admit(seen.event, { now: ctx.clock.now(), isWaited, isAsked: false });
  if (admission === INVITATION_REQUIRED || admission === 'requested') return 'alone';
  return typeof admission === 'string' ? admission : new Fault(admission);
}
