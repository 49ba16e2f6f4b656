import { addressChangeCodeMail } from './identity/address-changes/address-change-code.mail.ts';
import { addressChangeUndoneMail } from './identity/address-changes/address-change-undone.mail.ts';
import { addressChangedMail } from './identity/address-changes/address-changed.mail.ts';
import { addressInUseMail } from './identity/address-changes/address-in-use.mail.ts';
import { apiKeyEndsMail } from './identity/api-keys/api-key-ends.mail.ts';
import { guessedAtMail } from './identity/codes/guessed-at.mail.ts';
import { reauthenticationCodeMail } from './identity/reauthentications/reauthentication-code.mail.ts';
import { recoveryCodeMail } from './identity/recoveries/recovery-code.mail.ts';
import { recoveryUnknownMail } from './identity/recoveries/recovery-unknown.mail.ts';
import { addressKnownMail } from './identity/registrations/address-known.mail.ts';
import { registrationCodeMail } from './identity/registrations/registration-code.mail.ts';
import { securedWelcomeMail, welcomeMail } from './identity/registrations/welcome.mail.ts';
import { secondFactorCodeMail } from './identity/second-factors/second-factor-code.mail.ts';
import { securityNoticeMail } from './identity/security-notices/security-notice.mail.ts';
import { sessionReportedMail } from './identity/sessions/session-reported.mail.ts';
import { sessionReusedMail } from './identity/sessions/session-reused.mail.ts';
import { signInCodeMail } from './identity/sign-ins/sign-in-code.mail.ts';
import { signInUnknownMail } from './identity/sign-ins/sign-in-unknown.mail.ts';
import type { AnyMail } from './messaging/mails/declare-mail.ts';
import type { Notices } from './messaging/notifications/notice.ts';
import { superusersChangedMail } from './people/accounts/superusers-changed.mail.ts';
import { announcementMail } from './programme/announcements/announcement.mail.ts';
import { eventCancelledMail } from './programme/events/event-cancelled.mail.ts';
import { eventChangedMail } from './programme/events/event-changed.mail.ts';
import { eventRescheduledMail } from './programme/events/event-rescheduled.mail.ts';
import { invitationMail } from './programme/invitations/invitation.mail.ts';
import { participationMails } from './programme/participations/participation.mail.ts';
import { participationRemovedMail } from './programme/participations/participation-removed.mail.ts';
import { eventReminderMail } from './programme/reminders/event-reminder.mail.ts';

/** The one list of what Foyer writes to people. */
export const mails: readonly AnyMail[] = [
  addressChangeCodeMail,
  addressChangeUndoneMail,
  addressChangedMail,
  addressInUseMail,
  addressKnownMail,
  announcementMail,
  apiKeyEndsMail,
  guessedAtMail,
  eventCancelledMail,
  eventChangedMail,
  eventReminderMail,
  eventRescheduledMail,
  recoveryCodeMail,
  recoveryUnknownMail,
  reauthenticationCodeMail,
  invitationMail,
  ...Object.values(participationMails),
  participationRemovedMail,
  registrationCodeMail,
  securedWelcomeMail,
  secondFactorCodeMail,
  securityNoticeMail,
  sessionReportedMail,
  sessionReusedMail,
  signInCodeMail,
  signInUnknownMail,
  superusersChangedMail,
  welcomeMail,
];

/** What of it is told within the product as well, by its kind. */
export const notices: Notices = new Map(
  mails.flatMap(({ kind, notice }) => (notice ? [[kind, notice]] : [])),
);
