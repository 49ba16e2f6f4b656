import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { SignedInOnly } from '../identity/signed-in-only.tsx';
import { BellIcon } from '../shell/icons.tsx';
import { ButtonLink } from '../shell/links.tsx';
import { Page } from '../shell/page.tsx';
import { Pages } from '../shell/pages.tsx';
import rows from '../shell/rows.module.css';
import { EmptyState } from '../shell/states.tsx';
import { NotificationRow } from './notification-row.tsx';
import { countQuery, notificationsQuery, useAcknowledge } from './notifications.queries.ts';

export function NotificationsPage() {
  const { t } = useTranslation('notifications');
  return (
    <SignedInOnly>
      <Page
        width="reading"
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            <AcknowledgeAll />
            <ButtonLink to="/account/mails" variant="default">
              {t('preferences')}
            </ButtonLink>
          </>
        }
      >
        <Notifications />
      </Page>
    </SignedInOnly>
  );
}

/** All up to the newest that is shown: what comes meanwhile stays new. */
function AcknowledgeAll() {
  const { t } = useTranslation('notifications');
  const acknowledge = useAcknowledge();
  const count = useQuery(countQuery).data?.unacknowledged ?? 0;
  const newest = useInfiniteQuery(notificationsQuery).data?.pages[0]?.items[0];
  if (newest === undefined) return null;
  return (
    <Button
      variant="default"
      disabled={count === 0}
      loading={acknowledge.isPending}
      onClick={() => acknowledge.mutate({ upTo: newest })}
    >
      {t('acknowledgeAll')}
    </Button>
  );
}

function Notifications() {
  const { t } = useTranslation('notifications');
  const list = useInfiniteQuery(notificationsQuery);
  return (
    <Pages
      list={list}
      rowHeight={96}
      empty={<EmptyState icon={<BellIcon size={26} />} title={t('empty')} text={t('emptyText')} />}
    >
      {(items) => (
        <ul className={rows.rows}>
          {items.map((notification) => (
            <li key={notification.id}>
              <NotificationRow notification={notification} />
            </li>
          ))}
        </ul>
      )}
    </Pages>
  );
}
