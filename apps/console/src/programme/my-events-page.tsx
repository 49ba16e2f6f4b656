import { Skeleton, Stack, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { SignedInOnly } from '../identity/signed-in-only.tsx';
import { CalendarIcon } from '../shell/icons.tsx';
import { ButtonLink } from '../shell/links.tsx';
import { LoadMore } from '../shell/load-more.tsx';
import { Page } from '../shell/page.tsx';
import rows from '../shell/rows.module.css';
import { EmptyState, ErrorState } from '../shell/states.tsx';
import { OwnCalendarFeed } from './calendar-feed.tsx';
import { MyEventRow } from './my-event-row.tsx';
import { grouped } from './my-groups.ts';
import { myParticipationsQuery } from './programme.queries.ts';

export function MyEventsPage() {
  const { t } = useTranslation('programme');
  return (
    <SignedInOnly>
      <Page width="reading" title={t('mineTitle')} lead={t('mineLead')}>
        <Stack gap="xl">
          <MyEvents />
          <OwnCalendarFeed />
        </Stack>
      </Page>
    </SignedInOnly>
  );
}

function MyEvents() {
  const { t } = useTranslation(['programme', 'shell', 'tickets']);
  const mine = useInfiniteQuery(myParticipationsQuery());
  if (mine.data === undefined) {
    return mine.error === null ? (
      <Stack role="status" aria-label={t('shell:loading')}>
        <Skeleton height={84} />
        <Skeleton height={84} />
        <Skeleton height={84} />
      </Stack>
    ) : (
      <ErrorState error={mine.error} onRetry={() => void mine.refetch()} isRetrying={mine.isFetching} />
    );
  }
  const items = mine.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <EmptyState
        icon={<CalendarIcon size={26} />}
        title={t('mineEmpty')}
        text={t('mineEmptyText')}
        action={<ButtonLink to="/">{t('shell:toProgramme')}</ButtonLink>}
      />
    );
  }
  return (
    <Stack gap="xl">
      {grouped(items, new Date()).map(([group, own]) => (
        <section key={group} aria-labelledby={group}>
          <Title order={2} id={group} mb="xs">
            {t(`tickets:${group}`)}
          </Title>
          <ul className={rows.rows}>
            {own.map((participation) => (
              <li key={participation.eventId}>
                <MyEventRow participation={participation} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      <LoadMore
        shown={items.length}
        hasMore={mine.hasNextPage}
        isLoading={mine.isFetchingNextPage}
        error={mine.error}
        onLoadMore={() => void mine.fetchNextPage()}
      />
    </Stack>
  );
}
