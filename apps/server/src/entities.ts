import { OneTimeCodeEntity, WrongTriesEntity } from './identity/codes/codes.entity.ts';
import { EnrolmentEntity } from './identity/enrolments/enrolments.entity.ts';
import { RefreshTokenEntity, SessionEntity } from './identity/sessions/sessions.entity.ts';
import { SettingEntity } from './kernel/database/settings.entity.ts';
import { IdempotencyRecordEntity } from './kernel/idempotency/idempotency.entity.ts';
import { OutboxJobEntity } from './kernel/jobs/outbox.entity.ts';
import { DeliveryEntity } from './messaging/deliveries/deliveries.entity.ts';
import { AccountEntity } from './people/accounts/accounts.entity.ts';
import { AuditEntryEntity } from './people/audit/audit.entity.ts';
import { EventEntity } from './programme/events/events.entity.ts';
import {
  ParticipationEntity,
  ParticipationTransitionEntity,
} from './programme/participations/participations.entity.ts';

/** The one list of what is kept. Both databases' schemas are made from it. */
export const entities = [
  AccountEntity,
  AuditEntryEntity,
  DeliveryEntity,
  EnrolmentEntity,
  EventEntity,
  IdempotencyRecordEntity,
  OneTimeCodeEntity,
  OutboxJobEntity,
  ParticipationEntity,
  ParticipationTransitionEntity,
  RefreshTokenEntity,
  SessionEntity,
  SettingEntity,
  WrongTriesEntity,
];
