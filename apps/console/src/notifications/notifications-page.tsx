import { Button, Skeleton, Stack } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { SignedInOnly } from '../identity/signed-in-only.tsx';
import { BellIcon } from '../shell/icons.tsx';
import { ButtonLink } from '../shell/links.tsx';
import { LoadMore } from '../shell/load-more.tsx';
import { Page } from '../shell/page.tsx';
import rows from '../shell/rows.module.css';
import { EmptyState, ErrorState } from '../shell/states.tsx';
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
  const { t } = useTranslation(['notifications', 'shell']);
  const list = useInfiniteQuery(notificationsQuery);
  if (list.data === undefined) {
    return list.error === null ? (
      <Stack role="status" aria-label={t('shell:loading')}>
        <Skeleton height={96} />
        <Skeleton height={96} />
      </Stack>
    ) : (
      <ErrorState error={list.error} onRetry={() => void list.refetch()} isRetrying={list.isFetching} />
    );
  }
  const items = list.data.pages.flatMap((page) => page.items);
  if (items.length === 0)
    return <EmptyState icon={<BellIcon size={26} />} title={t('empty')} text={t('emptyText')} />;
  return (
    <Stack gap="xl">
      <ul className={rows.rows}>
        {items.map((notification) => (
          <li key={notification.id}>
            <NotificationRow notification={notification} />
          </li>
        ))}
      </ul>
      <LoadMore
        shown={items.length}
        hasMore={list.hasNextPage}
        isLoading={list.isFetchingNextPage}
        error={list.error}
        onLoadMore={() => void list.fetchNextPage()}
      />
    </Stack>
  );
}
