import type { Context } from '../../kernel/context.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import { BAD_INPUT, type FaultKind } from '../../kernel/fault.contract.ts';
import { Fault, faultAt } from '../../kernel/fault.ts';
import { EXACTLY_ONE, fieldProblem } from '../../kernel/field-problem.contract.ts';
import { ACCOUNT_NOT_FOUND } from '../../people/accounts/accounts.contract.ts';
import { addressKey } from '../../people/accounts/accounts.entity.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { findBlacklisted } from '../../people/blacklists/find-blacklisted.ts';
import { hasFreeSeat, isAnswerable, isRegistrationOpen } from '../events/events.entity.ts';
import { lockPeople, type Person } from './lock-people.ts';
import { lockSeats, type Place, readPlaces, type SeatedEvent } from './lock-seats.ts';
import { type Move, type MoveTo, movePeople } from './move-people.ts';
import { EVENT_FULL, REGISTRATION_CLOSED } from './participations.contract.ts';
import { holdsSeat } from './participations.policy.ts';
import { promoteFromWaitlist } from './promote-from-waitlist.ts';
import { recordOf } from './settle-requests.ts';
import {
  EVENT_NOT_ANSWERABLE,
  NO_WAITLIST,
  type ParticipationRecord,
  PERSON_BLACKLISTED,
  type RecordParticipationInput,
  type RecordRequestInput,
} from './steering.contract.ts';
import { isAnybodyWaiting } from './waiting-in-line.ts';

const NEWS_OF_RECORD = {
  going: 'confirmed',
  waitlisted: 'waitlisted',
  left: 'left',
  rejected: 'rejected',
} as const;

/** Staff says how somebody stands with an event. What its rules refuse is done only on demand, and marked. */
export async function recordParticipation(
  ctx: Context,
  input: RecordParticipationInput,
): Promise<ParticipationRecord> {
  const { eventId, state, reason } = input;
  const comesIn = state === 'going' || state === 'waitlisted';
  const { event, person, place } = await lockOne(ctx, { ...input, comesIn });
  if (place?.state === state) return recordOf(eventId, { person, place });

  const broken = comesIn ? await brokenRules(ctx, event, { state, place }) : [];
  if (broken.length > 0 && input.override !== true) throw new Fault(refusalFor(broken));
  const { event: changed, record } = await moveOne(ctx, event, {
    move: { person, place },
    to: { state, source: 'staff', news: NEWS_OF_RECORD[state], reason, isOverride: broken.length > 0 },
  });
  recordAuditEntry(ctx, {
    action: 'participation.recorded',
    subjectType: 'participation',
    subjectId: record.id,
    details: {
      eventId,
      accountId: person.accountId,
      from: place?.state ?? null,
      to: state,
      reason,
      isOverride: broken.length > 0,
      broken,
    },
  });
  if (state === 'waitlisted' || changed.seatsTaken < event.seatsTaken)
    await promoteFromWaitlist(ctx, changed);
  if (state !== 'waitlisted') return record;
  // Whoever is put in line where a seat is free and nobody is ahead has it by now.
  const placeNow = (await readPlaces(ctx, eventId, [person.accountId])).get(person.accountId);
  return placeNow === undefined ? record : recordOf(eventId, { person, place: placeNow });
}

/** Staff asks somebody to confirm that they come: no seat is taken before they say so. */
export async function recordRequest(ctx: Context, input: RecordRequestInput): Promise<ParticipationRecord> {
  const { event, person, place } = await lockOne(ctx, { ...input, comesIn: true });
  if (!isAnswerable(event, ctx.clock.now())) throw new Fault(EVENT_NOT_ANSWERABLE);
  const isIn = place !== undefined && !['left', 'declined', 'rejected', 'requested'].includes(place.state);
  if (isIn) return recordOf(event.id, { person, place });
  const { record } = await moveOne(ctx, event, {
    move: { person, place },
    to: {
      state: 'invited',
      source: 'staff',
      news: 'invited',
      reason: input.reason,
      toldReason: input.reason,
    },
  });
  recordAuditEntry(ctx, {
    action: 'participation.asked',
    subjectType: 'participation',
    subjectId: record.id,
    details: {
      eventId: event.id,
      accountId: person.accountId,
      from: place?.state ?? null,
      reason: input.reason ?? null,
    },
  });
  return record;
}

async function moveOne(
  ctx: Context,
  event: SeatedEvent,
  { move, to }: { move: Move; to: MoveTo },
): Promise<{ event: SeatedEvent; record: ParticipationRecord }> {
  const { event: after, moved } = await movePeople(ctx, event, { moves: [move], to });
  const [record] = moved.map((one) => recordOf(event.id, one));
  if (record === undefined) throw new Error('one person was to be moved, and nobody was');
  return { event: after, record };
}

type BrokenRule = 'registration' | 'waitlist' | 'seats' | 'line';

function refusalFor(broken: readonly BrokenRule[]): FaultKind {
  if (broken.includes('registration')) return REGISTRATION_CLOSED;
  return broken.includes('waitlist') ? NO_WAITLIST : EVENT_FULL;
}

/**
 * What stands against it: registration is not open, there is no line to stand in, every seat is taken, or somebody
 * waits for the free one.
 */
async function brokenRules(
  ctx: Context,
  event: SeatedEvent,
  { state, place }: { state: string; place: Place | undefined },
): Promise<BrokenRule[]> {
  const broken: BrokenRule[] = isRegistrationOpen(event, ctx.clock.now()) ? [] : ['registration'];
  if (state === 'waitlisted' && event.waitlist === 'off') return [...broken, 'waitlist'];
  if (state !== 'going' || holdsSeat(place?.state)) return broken;
  if (!hasFreeSeat(event)) return [...broken, 'seats'];
  const isWaited = await isAnybodyWaiting(ctx, event);
  return isWaited ? [...broken, 'line'] : broken;
}

type Somebody = { accountId?: string | undefined; address?: string | undefined };

async function findAccountId(ctx: Context, { accountId, address }: Somebody): Promise<string> {
  if ((accountId === undefined) === (address === undefined))
    throw faultAt(BAD_INPUT, fieldProblem('accountId', EXACTLY_ONE, { fields: ['accountId', 'address'] }));
  if (accountId !== undefined) return accountId;
  const account = await sqlOf(ctx.em)
    .selectFrom('account')
    .where('address_key', '=', addressKey(address ?? ''))
    .select('id')
    .executeTakeFirst();
  if (account === undefined) throw new Fault(ACCOUNT_NOT_FOUND);
  return account.id;
}

async function lockOne(
  ctx: Context,
  { eventId, comesIn, ...somebody }: Somebody & { eventId: string; comesIn: boolean },
): Promise<{ event: SeatedEvent; person: Person; place: Place | undefined }> {
  const accountId = await findAccountId(ctx, somebody);
  const [person] = await lockPeople(ctx, [accountId]);
  if (person === undefined) throw new Fault(ACCOUNT_NOT_FOUND);
  const isBlacklisted = (await findBlacklisted(ctx, eventId, [person])).size > 0;
  const event = await lockSeats(ctx, eventId);
  if (isBlacklisted && comesIn) throw new Fault(PERSON_BLACKLISTED);
  return { event, person, place: (await readPlaces(ctx, eventId, [accountId])).get(accountId) };
}
