import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../identity/account.query.ts';
import classes from './staff-sections.module.css';

/** The pages of the staff area; some are for superusers alone. */
export function StaffSections() {
  const { t } = useTranslation(['apiClients', 'attendees', 'jobs', 'people']);
  const isSuperuser = useAccount()?.role === 'superuser';
  return (
    <nav aria-label={t('sections')} className={classes.navigation}>
      <ul className={classes.sections}>
        <li>
          <Link to="/staff/events" activeOptions={{ includeSearch: false }} className={classes.link}>
            {t('events')}
          </Link>
        </li>
        <li>
          <Link to="/staff/people" activeOptions={{ includeSearch: false }} className={classes.link}>
            {t('people:title')}
          </Link>
        </li>
        <li>
          <Link to="/staff/blacklist" className={classes.link}>
            {t('attendees:blacklistTitle')}
          </Link>
        </li>
        {isSuperuser && (
          <>
            <li>
              <Link to="/staff/clients" className={classes.link}>
                {t('title')}
              </Link>
            </li>
            <li>
              <Link to="/admin/jobs" activeOptions={{ includeSearch: false }} className={classes.link}>
                {t('jobs:title')}
              </Link>
            </li>
          </>
        )}
      </ul>
    </nav>
  );
}
