import type { Context } from '../../kernel/context.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import { findBlacklisted } from '../../people/blacklists/find-blacklisted.ts';
import { isAnswerable } from '../events/events.entity.ts';
import { NEWS_OF } from './enter-event.ts';
import { lockPeople } from './lock-people.ts';
import { lockSeats, readPlaces, type SeatedEvent } from './lock-seats.ts';
import { type Move, movePeople } from './move-people.ts';
import { isLive, seatOrPlace } from './participations.policy.ts';
import { promoteFromWaitlist } from './promote-from-waitlist.ts';
import type {
  ApproveParticipationsInput,
  ParticipationChanges,
  ParticipationRecord,
  RejectParticipationsInput,
  SkipReason,
} from './steering.contract.ts';
import type { Moved } from './tell-of-moves.ts';
import { isAnybodyWaiting } from './waiting-in-line.ts';

type Candidate = Move & { isBlacklisted: boolean };
type Settled = { moved: Moved[]; skipped: { candidate: Candidate; reason: SkipReason }[] };

/**
 * Lets people in who asked. In the order in which they asked they get the seats that are left, and then places in the
 * line: agreeing to somebody is no way past those who wait.
 */
export async function approveParticipations(
  ctx: Context,
  { participationIds }: ApproveParticipationsInput,
): Promise<ParticipationChanges> {
  return settle(ctx, participationIds, async (event, candidates) => {
    if (!isAnswerable(event, ctx.clock.now())) return skipAll(candidates, 'over');
    const settled: Settled = { moved: [], skipped: [] };
    const isWaited = await isAnybodyWaiting(ctx, event);
    const byState: Record<'going' | 'waitlisted', Candidate[]> = { going: [], waitlisted: [] };
    for (const candidate of candidates) {
      const seatsTaken = event.seatsTaken + byState.going.length;
      const admission = seatOrPlace({ ...event, seatsTaken }, isWaited);
      if (candidate.place?.state !== 'requested') settled.skipped.push({ candidate, reason: 'wrong-state' });
      else if (candidate.isBlacklisted) settled.skipped.push({ candidate, reason: 'blacklisted' });
      else if (typeof admission !== 'string') settled.skipped.push({ candidate, reason: 'full' });
      else byState[admission].push(candidate);
    }
    let changing = event;
    for (const state of ['going', 'waitlisted'] as const) {
      const to = { state, news: NEWS_OF[state], cause: 'approved' } as const;
      const done = await movePeople(ctx, changing, { moves: byState[state], to });
      changing = done.event;
      settled.moved.push(...done.moved);
    }
    return settled;
  });
}

/** Turns people away, whatever they are so far; the seats that they held go to those who wait. */
export async function rejectParticipations(
  ctx: Context,
  { participationIds, reason }: RejectParticipationsInput,
): Promise<ParticipationChanges> {
  return settle(ctx, participationIds, async (event, candidates) => {
    const isIn = ({ place }: Candidate) => isLive(place?.state);
    const done = await movePeople(ctx, event, {
      moves: candidates.filter(isIn),
      to: { state: 'rejected', news: 'rejected', reason, toldReason: reason },
    });
    if (done.event.seatsTaken < event.seatsTaken) await promoteFromWaitlist(ctx, done.event);
    const out = candidates.filter((one) => !isIn(one));
    return { moved: done.moved, skipped: skipAll(out, 'wrong-state').skipped };
  });
}

function skipAll(candidates: Candidate[], reason: SkipReason): Settled {
  return { moved: [], skipped: candidates.map((candidate) => ({ candidate, reason })) };
}

/** Locks the people, then one event after another, always in the same order, and does the same in each. */
async function settle(
  ctx: Context,
  participationIds: readonly string[],
  decide: (event: SeatedEvent, candidates: Candidate[]) => Promise<Settled>,
): Promise<ParticipationChanges> {
  const asked = await sqlOf(ctx.em)
    .selectFrom('participation')
    .where('id', 'in', participationIds)
    .select(['id', 'event_id', 'account_id'])
    .execute();
  const known = new Set(asked.map((row) => row.id));
  const changes: ParticipationChanges = {
    changed: [],
    skipped: participationIds
      .filter((id) => !known.has(id))
      .map((participationId) => ({ participationId, reason: 'unknown' as const })),
  };
  const people = await lockPeople(ctx, [...new Set(asked.map((row) => row.account_id))]);
  for (const eventId of [...new Set(asked.map((row) => row.event_id))].toSorted()) {
    const accountIds = new Set(asked.flatMap((row) => (row.event_id === eventId ? row.account_id : [])));
    const here = people.filter((person) => accountIds.has(person.accountId));
    const blacklisted = await findBlacklisted(ctx, eventId, here);
    const event = await lockSeats(ctx, eventId);
    const places = await readPlaces(ctx, eventId, [...accountIds]);
    const candidates = here
      .map((person) => ({
        person,
        place: places.get(person.accountId),
        isBlacklisted: blacklisted.has(person),
      }))
      .filter((one) => one.place !== undefined)
      .toSorted((a, b) => Number(a.place?.joinedAt) - Number(b.place?.joinedAt));
    const { moved, skipped } = await decide(event, candidates);
    changes.changed.push(...moved.map((one) => recordOf(eventId, one)));
    changes.skipped.push(
      ...skipped.map(({ candidate, reason }) => ({ participationId: candidate.place?.id ?? '', reason })),
    );
  }
  return changes;
}

export function recordOf(
  eventId: string,
  { person, place }: Pick<Moved, 'person' | 'place'>,
): ParticipationRecord {
  return { id: place.id, eventId, accountId: person.accountId, state: place.state, source: place.source };
}
