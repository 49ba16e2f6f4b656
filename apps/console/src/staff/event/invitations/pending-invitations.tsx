import type { Invitation } from '@foyer/client';
import { Skeleton, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { MailIcon } from '../../../shell/icons.tsx';
import { LoadMore } from '../../../shell/load-more.tsx';
import rows from '../../../shell/rows.module.css';
import { EmptyState, ErrorState } from '../../../shell/states.tsx';
import { useTimeFormat } from '../../../times/use-time-format.ts';
import { invitationsQuery } from './invitations.query.ts';
import { WithdrawInvitation } from './withdraw-invitation.tsx';

export function PendingInvitations({ eventId }: { eventId: string }) {
  const { t } = useTranslation(['attendees', 'shell']);
  const list = useInfiniteQuery(invitationsQuery(eventId));
  if (list.data === undefined) {
    return list.error === null ? (
      <Stack role="status" aria-label={t('shell:loading')}>
        <Skeleton height={60} />
        <Skeleton height={60} />
      </Stack>
    ) : (
      <ErrorState error={list.error} onRetry={() => void list.refetch()} isRetrying={list.isFetching} />
    );
  }
  const items = list.data.pages.flatMap((page) => page.items);
  if (items.length === 0)
    return <EmptyState icon={<MailIcon size={26} />} title={t('pendingNone')} text={t('pendingNoneText')} />;
  return (
    <>
      <ul className={rows.rows}>
        {items.map((invitation) => (
          <li key={invitation.id}>
            <InvitationRow invitation={invitation} />
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
    </>
  );
}

function InvitationRow({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation('attendees');
  const format = useTimeFormat();
  const { fullName, address, createdAt } = invitation;
  return (
    <div className={rows.row}>
      <div>
        <Text fw={600} className={rows.name}>
          {fullName ?? address}
        </Text>
        <Text size="sm" c="dimmed" className={rows.wrap}>
          {fullName !== null && `${address} · `}
          {t('invitedAt', { time: format.dateTime(createdAt) })}
        </Text>
      </div>
      <WithdrawInvitation invitation={invitation} />
    </div>
  );
}
