import { registrationProcedures } from './identity/registrations/registrations.procedures.ts';
import { sessionProcedures } from './identity/sessions/sessions.procedures.ts';
import { signInProcedures } from './identity/sign-ins/sign-ins.procedures.ts';
import { router } from './kernel/procedure.ts';
import { accountProcedures } from './people/accounts/accounts.procedures.ts';
import { blacklistProcedures } from './people/blacklists/blacklists.procedures.ts';
import { calendarFeedProcedures } from './programme/calendars/calendar-feeds.procedures.ts';
import { eventProcedures } from './programme/events/events.procedures.ts';
import { participationProcedures } from './programme/participations/participations.procedures.ts';

/** The one list of the API's features. The SDK, the REST twins and the docs are made from it. */
export const appRouter = router({
  accounts: accountProcedures,
  registrations: registrationProcedures,
  signIns: signInProcedures,
  sessions: sessionProcedures,
  events: eventProcedures,
  participations: participationProcedures,
  blacklist: blacklistProcedures,
  calendarFeeds: calendarFeedProcedures,
});

export type AppRouter = typeof appRouter;
