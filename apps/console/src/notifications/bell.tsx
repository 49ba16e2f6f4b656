import { VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../identity/account.query.ts';
import { BellIcon } from '../shell/icons.tsx';
import classes from './bell.module.css';
import { countQuery } from './notifications.queries.ts';
import { useLiveNotifications } from './use-live-notifications.ts';

/** More is not told apart at a glance. */
const MOST_SHOWN = 99;

/** How many notifications one has not seen, as they come, and the way to them. */
export function Bell() {
  const account = useAccount();
  return account ? <BellOf accountId={account.id} /> : null;
}

function BellOf({ accountId }: { accountId: string }) {
  const { t } = useTranslation('notifications');
  const arrived = useLiveNotifications(accountId);
  const count = useQuery(countQuery).data?.unacknowledged ?? 0;
  return (
    <>
      <Link to="/notifications" className={classes.bell} aria-label={t('bell', { count })}>
        <BellIcon size={22} />
        {count > 0 && (
          <span className={classes.count} aria-hidden="true">
            {count > MOST_SHOWN ? `${MOST_SHOWN}+` : count}
          </span>
        )}
      </Link>
      <VisuallyHidden role="status">{arrived > 0 && t('arrived', { count: arrived })}</VisuallyHidden>
    </>
  );
}
