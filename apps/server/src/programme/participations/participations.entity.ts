import { defineEntity, p } from '@mikro-orm/core';
import type { InferKyselyTable } from '@mikro-orm/sql';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';
import { EventEntity } from '../events/events.entity.ts';
import { TRANSITION_CAUSES } from './participations.contract.ts';

const PARTICIPATION_STATES = [
  'invited',
  'requested',
  'waitlisted',
  'offered',
  'going',
  'declined',
  'left',
  'rejected',
] as const;

/** The one record of one person at one event. */
export const ParticipationEntity = defineEntity({
  name: 'Participation',
  tableName: 'participation',
  properties: {
    id: p.uuid().primary(),
    eventId: () => p.manyToOne(EventEntity).mapToPk().fieldName('event_id'),
    accountId: () => p.manyToOne(AccountEntity).mapToPk().fieldName('account_id').index(),
    state: p.enum(PARTICIPATION_STATES),
    /** How this record came to be. */
    source: p.enum(['self', 'staff', 'invitation', 'import'] as const).default('self'),
    /** Whether staff put the person into this state against what the rules would have said. */
    isOverride: p.boolean().default(false),
    /** The order of arrival among those who wait or waited; null for whoever never did. */
    waitlistNumber: p.integer().nullable(),
    /** Until when the seat is kept for whom it is offered to; null for everybody else. */
    offerExpiresAt: p.datetime(3).nullable().index(),
    /** A fact beside the state: who came, and who let them in. */
    checkedInAt: p.datetime(3).nullable(),
    checkedInBy: p.uuid().nullable(),
    joinedAt: p.datetime(3),
    updatedAt: p.datetime(3),
    /** How often the seat was taken or given up since: with the event's version it is the SEQUENCE of calendars. */
    seatChanges: p.integer().default(0),
  },
  uniques: [{ properties: ['eventId', 'accountId'] }],
  indexes: [
    { properties: ['eventId', 'state', 'waitlistNumber'] },
    // The order of every list of an event's people: without it each page of a long one would sort them all.
    { properties: ['eventId', 'joinedAt', 'id'] },
  ],
});

/** Every change of state, with who made it. Rows are written and never changed, and outlive what they tell of. */
export const ParticipationTransitionEntity = defineEntity({
  name: 'ParticipationTransition',
  tableName: 'participation_transition',
  properties: {
    id: p.uuid().primary(),
    participationId: p.uuid().index(),
    fromState: p.enum(PARTICIPATION_STATES).nullable(),
    toState: p.enum(PARTICIPATION_STATES),
    actorId: p.uuid().nullable(),
    /** What moved them, where the service did. */
    cause: p.enum(TRANSITION_CAUSES).nullable(),
    /** In the words of staff. */
    reason: p.string().length(500).nullable(),
    isOverride: p.boolean().default(false),
    at: p.datetime(3),
  },
});

declare module '../../kernel/database/tables.ts' {
  interface Tables {
    participation: InferKyselyTable<typeof ParticipationEntity>;
    participation_transition: InferKyselyTable<typeof ParticipationTransitionEntity>;
  }
}
