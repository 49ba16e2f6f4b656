import { addressKnown } from './identity/registrations/address-known.mail.ts';
import { registrationCode } from './identity/registrations/registration-code.mail.ts';
import { sessionReused } from './identity/sessions/session-reused.mail.ts';
import { signInCode } from './identity/sign-ins/sign-in-code.mail.ts';
import { signInUnknown } from './identity/sign-ins/sign-in-unknown.mail.ts';
import type { AnyMail } from './messaging/mails/declare-mail.ts';
import { eventCancelled } from './programme/events/event-cancelled.mail.ts';
import { eventRescheduled } from './programme/events/event-rescheduled.mail.ts';
import { participationConfirmed } from './programme/participations/participation-confirmed.mail.ts';
import { participationPromoted } from './programme/participations/participation-promoted.mail.ts';
import { participationWaitlisted } from './programme/participations/participation-waitlisted.mail.ts';
import { eventReminder } from './programme/reminders/event-reminder.mail.ts';

/** The one list of what Foyer writes to people. */
export const mails: readonly AnyMail[] = [
  addressKnown,
  eventCancelled,
  eventReminder,
  eventRescheduled,
  participationConfirmed,
  participationPromoted,
  participationWaitlisted,
  registrationCode,
  sessionReused,
  signInCode,
  signInUnknown,
];
