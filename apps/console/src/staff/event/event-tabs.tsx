import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './event-tabs.module.css';

/** The pages of one event, for its staff. A page that is new gets a line here, and its name in the languages. */
const eventTabs = [
  { to: '/staff/events/$eventId', name: 'tabEvent' },
  { to: '/staff/events/$eventId/participants', name: 'tabPeople' },
  { to: '/staff/events/$eventId/invitations', name: 'tabInvitations' },
  { to: '/staff/events/$eventId/announcements', name: 'tabAnnouncements' },
  // A page of its own for the browser: it alone is allowed to use the camera.
  { to: '/staff/events/$eventId/check-in', name: 'tabDoor', isOwnDocument: true },
  { to: '/staff/events/$eventId/blacklist', name: 'tabBlacklist' },
  { to: '/staff/events/$eventId/attendance', name: 'tabAttendance' },
] as const;

/** A row that scrolls by itself where there is no room for all of it. */
export function EventTabs({ eventId }: { eventId: string }) {
  const { t } = useTranslation('attendees');
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const current = list.current?.querySelector<HTMLElement>('[aria-current]');
    // The row alone is moved: scrolling the link into view would move the page as well.
    if (list.current && current) list.current.scrollLeft = current.offsetLeft - list.current.offsetLeft - 32;
  }, []);
  return (
    <nav aria-label={t('tabs')} className={classes.navigation}>
      <ul ref={list} className={classes.tabs}>
        {eventTabs.map((tab) => (
          <li key={tab.to}>
            <Link
              to={tab.to}
              params={{ eventId }}
              activeOptions={{ exact: true, includeSearch: false }}
              reloadDocument={'isOwnDocument' in tab}
              className={classes.tab}
            >
              {t(tab.name)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
