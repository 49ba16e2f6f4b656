import type { Participant } from '@foyer/client';
import { Group, Skeleton, Stack, Text } from '@mantine/core';
import { infiniteQueryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { foyer } from '../client/foyer.ts';
import { SignedInOnly } from '../identity/signed-in-only.tsx';
import { eventQuery } from '../programme/programme.queries.ts';
import { SeatIcon } from '../shell/icons.tsx';
import { TextLink } from '../shell/links.tsx';
import { LoadMore } from '../shell/load-more.tsx';
import { Page } from '../shell/page.tsx';
import rows from '../shell/rows.module.css';
import { EmptyState, ErrorState } from '../shell/states.tsx';
import { Tag } from '../shell/tag.tsx';
import { useTimeFormat } from '../times/use-time-format.ts';

const route = getRouteApi('/staff/events/$eventId/participants');

export function ParticipantsPage() {
  return (
    <SignedInOnly staff>
      <Participants />
    </SignedInOnly>
  );
}

function Participants() {
  const { t } = useTranslation('staff');
  const { eventId } = route.useParams();
  const event = useQuery(eventQuery(eventId));
  return (
    <Page width="reading" title={t('participants')} lead={event.data?.name}>
      <Stack gap="lg">
        <Group component="nav" gap="lg" aria-label={t('editTitle')}>
          <TextLink to="/staff/events">{t('toEvents')}</TextLink>
          <TextLink to="/staff/events/$eventId" params={{ eventId }}>
            {t('editTitle')}
          </TextLink>
        </Group>
        <ParticipantRows eventId={eventId} />
      </Stack>
    </Page>
  );
}

function participantsQuery(eventId: string) {
  return infiniteQueryOptions({
    queryKey: ['participations', 'of-event', eventId],
    queryFn: ({ pageParam }) => foyer.participations.listForEvent({ eventId, cursor: pageParam, limit: 50 }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

function ParticipantRows({ eventId }: { eventId: string }) {
  const { t } = useTranslation(['staff', 'shell']);
  const list = useInfiniteQuery(participantsQuery(eventId));
  if (list.data === undefined) {
    return list.error === null ? (
      <Stack role="status" aria-label={t('shell:loading')}>
        <Skeleton height={70} />
        <Skeleton height={70} />
      </Stack>
    ) : (
      <ErrorState error={list.error} onRetry={() => void list.refetch()} isRetrying={list.isFetching} />
    );
  }
  const items = list.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <EmptyState
        icon={<SeatIcon size={26} />}
        title={t('staff:noParticipants')}
        text={t('staff:noParticipantsText')}
      />
    );
  }
  return (
    <>
      <ul className={rows.rows}>
        {items.map((participant) => (
          <li key={participant.accountId}>
            <ParticipantRow participant={participant} />
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

function ParticipantRow({ participant }: { participant: Participant }) {
  const { t } = useTranslation(['staff', 'people']);
  const format = useTimeFormat();
  const { fullName, address, isSystem, state, waitlistPlace, joinedAt } = participant;
  return (
    <div className={rows.row}>
      <div>
        <Text fw={600}>{fullName}</Text>
        <Text size="sm" c="dimmed" className={rows.name}>
          {isSystem ? t('people:systemUser') : address} ·{' '}
          <time dateTime={joinedAt.toISOString()}>{format.dateTime(joinedAt)}</time>
        </Text>
      </div>
      {state === 'going' && <Tag tone="good">{t('stateGoing')}</Tag>}
      {state === 'waitlisted' && (
        <Tag tone="wait">{t('stateWaitlisted', { place: waitlistPlace ?? '' })}</Tag>
      )}
      {state === 'left' && <Tag tone="calm">{t('stateLeft')}</Tag>}
    </div>
  );
}
