import { Group, NativeSelect, SegmentedControl, Skeleton, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { SignedInOnly } from '../identity/signed-in-only.tsx';
import { EventSearch } from '../programme/event-search.tsx';
import { eventsQuery } from '../programme/programme.queries.ts';
import { CalendarIcon } from '../shell/icons.tsx';
import { ButtonLink } from '../shell/links.tsx';
import { LoadMore } from '../shell/load-more.tsx';
import { Page } from '../shell/page.tsx';
import rows from '../shell/rows.module.css';
import { EmptyState, ErrorState } from '../shell/states.tsx';
import { eventStatuses } from './event-statuses.ts';
import { StaffEventRow } from './staff-event-row.tsx';
import { StaffSections } from './staff-sections.tsx';

const route = getRouteApi('/staff/events');

export function StaffEventsPage() {
  const { t } = useTranslation('staff');
  return (
    <SignedInOnly staff>
      <StaffSections />
      <Page
        title={t('eventsTitle')}
        lead={t('eventsLead')}
        actions={<ButtonLink to="/staff/events/new">{t('newEvent')}</ButtonLink>}
      >
        <Stack gap="lg">
          <Filters />
          <Events />
        </Stack>
      </Page>
    </SignedInOnly>
  );
}

function Filters() {
  const { t } = useTranslation(['staff', 'programme']);
  const navigate = useNavigate();
  const { status, ...filters } = route.useSearch();
  const narrow = (search: typeof filters & { status?: typeof status }) =>
    void navigate({ to: '/staff/events', search, replace: true });
  return (
    <>
      <Group align="flex-end">
        <NativeSelect
          label={t('staff:status')}
          value={status ?? 'published'}
          onChange={(change) => {
            const chosen = eventStatuses.find((one) => one === change.currentTarget.value);
            narrow({ ...filters, status: chosen });
          }}
          data={eventStatuses.map((one) => ({ value: one, label: t(`staff:${one}`) }))}
        />
        <SegmentedControl
          aria-label={t('programme:which')}
          value={filters.when ?? 'upcoming'}
          onChange={(chosen) => narrow({ ...filters, status, when: chosen === 'past' ? 'past' : undefined })}
          data={[
            { value: 'upcoming', label: t('programme:upcoming') },
            { value: 'past', label: t('programme:past') },
          ]}
        />
      </Group>
      <EventSearch filters={filters} onChange={(changed) => narrow({ ...changed, status })} />
    </>
  );
}

function Events() {
  const { t } = useTranslation(['staff', 'shell']);
  const { status = 'published', ...filters } = route.useSearch();
  const events = useInfiniteQuery(eventsQuery(filters, status));
  if (events.data === undefined) {
    return events.error === null ? (
      <Stack role="status" aria-label={t('shell:loading')}>
        <Skeleton height={84} />
        <Skeleton height={84} />
        <Skeleton height={84} />
      </Stack>
    ) : (
      <ErrorState error={events.error} onRetry={() => void events.refetch()} isRetrying={events.isFetching} />
    );
  }
  const items = events.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <EmptyState icon={<CalendarIcon size={26} />} title={t('staff:empty')} text={t('staff:emptyText')} />
    );
  }
  return (
    <Stack gap="xl">
      <ul className={rows.rows}>
        {items.map((event) => (
          <li key={event.id}>
            <StaffEventRow event={event} />
          </li>
        ))}
      </ul>
      <LoadMore
        key={`${status} ${JSON.stringify(filters)}`}
        shown={items.length}
        hasMore={events.hasNextPage}
        isLoading={events.isFetchingNextPage}
        error={events.error}
        onLoadMore={() => void events.fetchNextPage()}
      />
    </Stack>
  );
}
