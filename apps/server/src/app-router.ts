import { addressChangeProcedures } from './identity/address-changes/address-changes.procedures.ts';
import { apiClientProcedures } from './identity/api-clients/api-clients.procedures.ts';
import { apiKeyProcedures } from './identity/api-keys/api-keys.procedures.ts';
import { passkeyProcedures } from './identity/passkeys/passkeys.procedures.ts';
import { passwordProcedures } from './identity/passwords/passwords.procedures.ts';
import { reauthenticationProcedures } from './identity/reauthentications/reauthentications.procedures.ts';
import { recoveryProcedures } from './identity/recoveries/recoveries.procedures.ts';
import { registrationProcedures } from './identity/registrations/registrations.procedures.ts';
import { secondFactorProcedures } from './identity/second-factors/second-factors.procedures.ts';
import { sessionProcedures } from './identity/sessions/sessions.procedures.ts';
import { signInProcedures } from './identity/sign-ins/sign-ins.procedures.ts';
import { router } from './kernel/procedure.ts';
import { notices } from './mail-registry.ts';
import { notificationProcedures } from './messaging/notifications/notifications.procedures.ts';
import { undeliveredMailProcedures } from './messaging/undelivered-mails/undelivered-mails.procedures.ts';
import { mailPreferenceProcedures } from './messaging/unsubscribes/mail-preferences.procedures.ts';
import { jobProcedures } from './operations/jobs/jobs.procedures.ts';
import { accountCareProcedures } from './people/accounts/account-care.procedures.ts';
import { accountProcedures } from './people/accounts/accounts.procedures.ts';
import { blacklistProcedures } from './people/blacklists/blacklists.procedures.ts';
import { systemUserProcedures } from './people/system-users/system-users.procedures.ts';
import { announcementProcedures } from './programme/announcements/announcements.procedures.ts';
import { calendarFeedProcedures } from './programme/calendars/calendar-feeds.procedures.ts';
import { eventProcedures } from './programme/events/events.procedures.ts';
import { participationProcedures } from './programme/participations/participations.procedures.ts';
import { seriesProcedures } from './programme/series/series.procedures.ts';

/** The one list of the API's features. The SDK, the REST twins and the docs are made from it. */
const publicFeatures = {
  accounts: router({ ...accountCareProcedures, ...accountProcedures }),
  systemUsers: systemUserProcedures,
  addressChanges: addressChangeProcedures,
  registrations: registrationProcedures,
  signIns: signInProcedures,
  passwords: passwordProcedures,
  recoveries: recoveryProcedures,
  secondFactors: secondFactorProcedures,
  sessions: sessionProcedures,
  passkeys: passkeyProcedures,
  reauthentications: reauthenticationProcedures,
  apiKeys: apiKeyProcedures,
  apiClients: apiClientProcedures,
  events: eventProcedures,
  series: seriesProcedures,
  participations: participationProcedures,
  announcements: announcementProcedures,
  blacklist: blacklistProcedures,
  calendarFeeds: calendarFeedProcedures,
  mailPreferences: mailPreferenceProcedures,
  notifications: notificationProcedures(notices),
};

/** What runs the machine. It is on the admin listener and nowhere else: see decision 0017. */
const internalFeatures = {
  /** By the key of the machine: the only way to act on a superuser. */
  accountCare: router(accountCareProcedures),
  jobs: jobProcedures,
  undeliveredMails: undeliveredMailProcedures,
};

export const appRouter = router(publicFeatures);

/** What the admin listener alone has, from which its part of the SDK is made. */
export const internalRouter = router(internalFeatures);

/** All that the admin listener answers: its console signs in there, too. */
export const adminRouter = router({ ...publicFeatures, ...internalFeatures });

export type AppRouter = typeof appRouter;
