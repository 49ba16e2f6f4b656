import { defineEntity, p } from '@mikro-orm/core';
import type { InferKyselyTable } from '@mikro-orm/sql';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';
import { EventEntity } from '../events/events.entity.ts';

const PARTICIPATION_STATES = ['going', 'waitlisted', 'left'] as const;

/** The one record of one person at one event. */
export const ParticipationEntity = defineEntity({
  name: 'Participation',
  tableName: 'participation',
  properties: {
    id: p.uuid().primary(),
    eventId: () => p.manyToOne(EventEntity).mapToPk().fieldName('event_id'),
    accountId: () => p.manyToOne(AccountEntity).mapToPk().fieldName('account_id').index(),
    state: p.enum(PARTICIPATION_STATES),
    source: p.enum(['self', 'staff'] as const).default('self'),
    /** The order of arrival among those who wait or waited; null for whoever never did. */
    waitlistNumber: p.integer().nullable(),
    joinedAt: p.datetime(3),
    updatedAt: p.datetime(3),
  },
  uniques: [{ properties: ['eventId', 'accountId'] }],
  indexes: [{ properties: ['eventId', 'state', 'waitlistNumber'] }],
});

/** Every change of state, with who made it. Rows are written and never changed. */
export const ParticipationTransitionEntity = defineEntity({
  name: 'ParticipationTransition',
  tableName: 'participation_transition',
  properties: {
    id: p.uuid().primary(),
    participationId: () => p.manyToOne(ParticipationEntity).mapToPk().fieldName('participation_id').index(),
    fromState: p.enum(PARTICIPATION_STATES).nullable(),
    toState: p.enum(PARTICIPATION_STATES),
    actorId: p.uuid().nullable(),
    reason: p.string().length(200).nullable(),
    at: p.datetime(3),
  },
});

declare module '../../kernel/database/tables.ts' {
  interface Tables {
    participation: InferKyselyTable<typeof ParticipationEntity>;
    participation_transition: InferKyselyTable<typeof ParticipationTransitionEntity>;
  }
}
