import { Checkbox, Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SeatIcon } from '../../../shell/icons.tsx';
import { LoadMore } from '../../../shell/load-more.tsx';
import rows from '../../../shell/rows.module.css';
import { EmptyState, ErrorState } from '../../../shell/states.tsx';
import { ChosenBar } from './chosen-bar.tsx';
import { peopleQuery } from './people.queries.ts';
import type { PeopleFilter } from './people-filter.ts';
import classes from './people-list.module.css';
import { PersonRow } from './person-row.tsx';

/** The people whom the filter leaves, and what is done with several of them at once. */
export function PeopleList({ eventId, filter }: { eventId: string; filter: PeopleFilter }) {
  const { t } = useTranslation(['attendees', 'shell']);
  const list = useInfiniteQuery(peopleQuery(eventId, filter));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
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
  const isFiltered = Object.values(filter).some(Boolean);
  const people = items.filter((one) => chosen.has(one.id));
  const choose = (id: string, isChosen: boolean) =>
    setChosen((before) => new Set(isChosen ? [...before, id] : [...before].filter((one) => one !== id)));
  return (
    <>
      <VisuallyHidden role="status">{t('found', { count: items.length })}</VisuallyHidden>
      {items.length === 0 ? (
        <EmptyState
          icon={<SeatIcon size={26} />}
          title={t(isFiltered ? 'nobodyFound' : 'nobody')}
          text={t(isFiltered ? 'nobodyFoundText' : 'nobodyText')}
        />
      ) : (
        <Stack gap="sm">
          <Checkbox
            label={people.length > 0 ? t('chosen', { count: people.length }) : t('chooseAll')}
            checked={people.length === items.length}
            indeterminate={people.length > 0 && people.length < items.length}
            onChange={(change) =>
              setChosen(new Set(change.currentTarget.checked ? items.map((one) => one.id) : []))
            }
          />
          {people.length > 0 && <ChosenBar people={people} onDone={() => setChosen(new Set())} />}
          <ul className={`${rows.rows} ${classes.people}`}>
            {items.map((participant) => (
              <li key={participant.id}>
                <PersonRow
                  eventId={eventId}
                  participant={participant}
                  isChosen={chosen.has(participant.id)}
                  onChoose={(isChosen) => choose(participant.id, isChosen)}
                />
              </li>
            ))}
          </ul>
        </Stack>
      )}
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
