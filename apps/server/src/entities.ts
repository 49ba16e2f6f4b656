import { ApiClientEntity } from './identity/api-clients/api-clients.entity.ts';
import { ApiKeyEntity } from './identity/api-keys/api-keys.entity.ts';
import { OneTimeCodeEntity, WrongTriesEntity } from './identity/codes/codes.entity.ts';
import { EnrolmentEntity } from './identity/enrolments/enrolments.entity.ts';
import { PasskeyCeremonyEntity, PasskeyEntity } from './identity/passkeys/passkeys.entity.ts';
import { PasswordEntity } from './identity/passwords/passwords.entity.ts';
import { RecoveryCodeEntity, SecondFactorEntity } from './identity/second-factors/second-factors.entity.ts';
import { SecurityLinkEntity } from './identity/security-links/security-links.entity.ts';
import { RefreshTokenEntity, SessionEntity } from './identity/sessions/sessions.entity.ts';
import { SignInTicketEntity } from './identity/sign-in-tickets/sign-in-tickets.entity.ts';
import { SettingEntity } from './kernel/database/settings.entity.ts';
import { IdempotencyRecordEntity } from './kernel/idempotency/idempotency.entity.ts';
import { JobPauseEntity } from './kernel/jobs/job-pauses.entity.ts';
import { OutboxJobEntity } from './kernel/jobs/outbox.entity.ts';
import { WorkerEntity } from './kernel/jobs/workers.entity.ts';
import { DeliveryEntity } from './messaging/deliveries/deliveries.entity.ts';
import { MailPaceEntity } from './messaging/deliveries/mail-paces.entity.ts';
import {
  NotificationEntity,
  NotificationMuteEntity,
} from './messaging/notifications/notifications.entity.ts';
import { UnsubscribeEntity } from './messaging/unsubscribes/unsubscribes.entity.ts';
import { AccountEntity } from './people/accounts/accounts.entity.ts';
import { AuditEntryEntity } from './people/audit/audit.entity.ts';
import { BlacklistEntryEntity } from './people/blacklists/blacklists.entity.ts';
import { AnnouncementEntity } from './programme/announcements/announcements.entity.ts';
import { CalendarFeedEntity } from './programme/calendars/calendar-feeds.entity.ts';
import { EventEntity } from './programme/events/events.entity.ts';
import { InvitationEntity } from './programme/invitations/invitations.entity.ts';
import {
  ParticipationEntity,
  ParticipationTransitionEntity,
} from './programme/participations/participations.entity.ts';
import { EventSeriesEntity } from './programme/series/series.entity.ts';

/** The one list of what is kept. Both databases' schemas are made from it. */
export const entities = [
  AccountEntity,
  AnnouncementEntity,
  ApiClientEntity,
  ApiKeyEntity,
  AuditEntryEntity,
  BlacklistEntryEntity,
  CalendarFeedEntity,
  DeliveryEntity,
  EnrolmentEntity,
  EventEntity,
  EventSeriesEntity,
  IdempotencyRecordEntity,
  InvitationEntity,
  JobPauseEntity,
  MailPaceEntity,
  NotificationEntity,
  NotificationMuteEntity,
  OneTimeCodeEntity,
  OutboxJobEntity,
  ParticipationEntity,
  ParticipationTransitionEntity,
  PasskeyCeremonyEntity,
  PasskeyEntity,
  PasswordEntity,
  RecoveryCodeEntity,
  RefreshTokenEntity,
  SecondFactorEntity,
  SecurityLinkEntity,
  SessionEntity,
  SettingEntity,
  SignInTicketEntity,
  WorkerEntity,
  UnsubscribeEntity,
  WrongTriesEntity,
];
