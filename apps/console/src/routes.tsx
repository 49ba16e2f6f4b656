import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { AccountPage } from './account/account-page.tsx';
import { SessionsPage } from './account/sessions-page.tsx';
import { jobTabs } from './admin/jobs/job-tabs.ts';
import { EnrolPage } from './identity/enrol-page.tsx';
import { RecoverPage } from './identity/recover-page.tsx';
import { SignInPage } from './identity/sign-in-page.tsx';
import { SignUpPage } from './identity/sign-up-page.tsx';
import { readEventFilters } from './programme/event-filters.ts';
import { EventPage } from './programme/event-page.tsx';
import { MyEventsPage } from './programme/my-events-page.tsx';
import { ProgrammePage } from './programme/programme-page.tsx';
import { BrokenPage } from './shell/broken-page.tsx';
import { NotFoundPage } from './shell/not-found-page.tsx';
import { Shell } from './shell/shell.tsx';
import { peopleFilter } from './staff/event/people/people-filter.ts';
import { eventStatuses, isOneOf } from './staff/event-statuses.ts';
import { readPeopleSearch } from './staff/people/people.queries.ts';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage });
const page = { getParentRoute: () => root };

type Next = { next?: string | undefined };
const next = ({ next }: Record<string, unknown>): Next => (typeof next === 'string' ? { next } : {});
type Status = { status?: (typeof eventStatuses)[number] | undefined };
const status = ({ status }: Record<string, unknown>): Status =>
  isOneOf(eventStatuses, status) ? { status } : {};
type Tab = { tab?: (typeof jobTabs)[number] | undefined };
const tab = ({ tab }: Record<string, unknown>): Tab => (isOneOf(jobTabs, tab) ? { tab } : {});

const routes = root.addChildren([
  createRoute({ ...page, path: '/', validateSearch: readEventFilters, component: ProgrammePage }),
  createRoute({
    ...page,
    // For whoever shortens the address of an event.
    path: '/events',
    beforeLoad: () => {
      throw redirect({ to: '/', replace: true });
    },
  }),
  createRoute({ ...page, path: '/events/$eventId', component: EventPage }),
  createRoute({
    ...page,
    path: '/events/$eventId/ticket',
    component: lazyRouteComponent(() => import('./programme/ticket-page.tsx'), 'TicketPage'),
  }),
  createRoute({ ...page, path: '/sign-in', validateSearch: next, component: SignInPage }),
  createRoute({ ...page, path: '/sign-up', validateSearch: next, component: SignUpPage }),
  createRoute({ ...page, path: '/enrol', component: EnrolPage }),
  // Where the link in a mail of a recovery leads.
  createRoute({ ...page, path: '/recover', component: RecoverPage }),
  createRoute({ ...page, path: '/my-events', component: MyEventsPage }),
  createRoute({
    ...page,
    path: '/notifications',
    component: lazyRouteComponent(
      () => import('./notifications/notifications-page.tsx'),
      'NotificationsPage',
    ),
  }),
  createRoute({ ...page, path: '/account', component: AccountPage }),
  createRoute({ ...page, path: '/account/sessions', component: SessionsPage }),
  createRoute({
    ...page,
    path: '/account/security',
    component: lazyRouteComponent(() => import('./account/security/security-page.tsx'), 'SecurityPage'),
  }),
  createRoute({
    ...page,
    path: '/account/passkeys',
    component: lazyRouteComponent(() => import('./account/passkeys/passkeys-page.tsx'), 'PasskeysPage'),
  }),
  createRoute({
    ...page,
    path: '/account/mails',
    component: lazyRouteComponent(() => import('./account/mails/mails-page.tsx'), 'MailsPage'),
  }),
  createRoute({
    ...page,
    path: '/account/keys',
    component: lazyRouteComponent(() => import('./account/api-keys/api-keys-page.tsx'), 'ApiKeysPage'),
  }),
  createRoute({
    ...page,
    path: '/staff/clients',
    component: lazyRouteComponent(() => import('./staff/clients/clients-page.tsx'), 'ClientsPage'),
  }),
  createRoute({
    ...page,
    path: '/admin/jobs',
    validateSearch: tab,
    component: lazyRouteComponent(() => import('./admin/jobs/jobs-page.tsx'), 'JobsPage'),
  }),
  createRoute({
    ...page,
    path: '/staff/people',
    validateSearch: readPeopleSearch,
    component: lazyRouteComponent(() => import('./staff/people/people-page.tsx'), 'PeoplePage'),
  }),
  createRoute({
    ...page,
    path: '/staff/people/$accountId',
    component: lazyRouteComponent(() => import('./staff/people/person-page.tsx'), 'PersonPage'),
  }),
  createRoute({
    ...page,
    path: '/staff/events',
    validateSearch: (search) => ({ ...readEventFilters(search), ...status(search) }),
    component: lazyRouteComponent(() => import('./staff/staff-events-page.tsx'), 'StaffEventsPage'),
  }),
  createRoute({
    ...page,
    path: '/staff/events/new',
    component: lazyRouteComponent(() => import('./staff/new-event-page.tsx'), 'NewEventPage'),
  }),
  createRoute({
    ...page,
    path: '/staff/events/$eventId',
    component: lazyRouteComponent(() => import('./staff/edit-event-page.tsx'), 'EditEventPage'),
  }),
  createRoute({
    ...page,
    path: '/staff/events/$eventId/participants',
    validateSearch: peopleFilter,
    component: lazyRouteComponent(() => import('./staff/event/people/people-page.tsx'), 'PeoplePage'),
  }),
  createRoute({
    ...page,
    path: '/staff/events/$eventId/announcements',
    component: lazyRouteComponent(
      () => import('./staff/event/announcements/announcements-page.tsx'),
      'AnnouncementsPage',
    ),
  }),
  createRoute({
    ...page,
    path: '/staff/events/$eventId/invitations',
    component: lazyRouteComponent(
      () => import('./staff/event/invitations/invitations-page.tsx'),
      'InvitationsPage',
    ),
  }),
  createRoute({
    ...page,
    path: '/staff/events/$eventId/check-in',
    component: lazyRouteComponent(() => import('./staff/door/door-page.tsx'), 'DoorPage'),
  }),
  createRoute({
    ...page,
    path: '/staff/events/$eventId/blacklist',
    component: lazyRouteComponent(
      () => import('./staff/blacklist/event-blacklist-page.tsx'),
      'EventBlacklistPage',
    ),
  }),
  createRoute({
    ...page,
    path: '/staff/events/$eventId/attendance',
    component: lazyRouteComponent(
      () => import('./staff/event/attendance/attendance-page.tsx'),
      'AttendancePage',
    ),
  }),
  createRoute({
    ...page,
    path: '/staff/blacklist',
    component: lazyRouteComponent(() => import('./staff/blacklist/blacklist-page.tsx'), 'BlacklistPage'),
  }),
]);

export const router = createRouter({
  routeTree: routes,
  scrollRestoration: true,
  defaultErrorComponent: BrokenPage,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
