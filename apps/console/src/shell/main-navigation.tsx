import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { runsEvents, useAccount } from '../identity/account.query.ts';
import classes from './header.module.css';

export function MainNavigation({ onNavigate }: { onNavigate?: () => void }) {
  const { t } = useTranslation();
  const account = useAccount();
  return (
    <ul className={classes.navigation}>
      <li>
        <Link
          to="/"
          className={classes.link}
          activeOptions={{ exact: true, includeSearch: false }}
          onClick={onNavigate}
        >
          {t('programme')}
        </Link>
      </li>
      {account && (
        <li>
          <Link to="/my-events" className={classes.link} onClick={onNavigate}>
            {t('myEvents')}
          </Link>
        </li>
      )}
      {runsEvents(account) && (
        <li>
          <Link
            to="/staff/events"
            className={classes.link}
            activeOptions={{ includeSearch: false }}
            onClick={onNavigate}
          >
            {t('staff')}
          </Link>
        </li>
      )}
    </ul>
  );
}
