import { CloseButton, Group, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stateNames, states } from '../states.ts';
import { countsQuery } from './people.queries.ts';
import type { PeopleFilter } from './people-filter.ts';

const WAIT_MS = 250;

/** What is typed is looked for as soon as somebody pauses; the filter stands in the address, to be kept or passed on. */
export function PeopleFilters({ eventId, filter }: { eventId: string; filter: PeopleFilter }) {
  const { t } = useTranslation('attendees');
  const navigate = useNavigate();
  const counts = useQuery(countsQuery(eventId)).data;
  const [typed, setTyped] = useState(filter.search ?? '');
  const show = (change: PeopleFilter) =>
    void navigate({
      to: '/staff/events/$eventId/participants',
      params: { eventId },
      search: (before: PeopleFilter) => ({ ...before, ...change }),
      replace: true,
      resetScroll: false,
    });
  const look = useDebouncedCallback((text: string) => show({ search: text.trim() || undefined }), WAIT_MS);
  const counted = (text: string, count: number | undefined) =>
    count === undefined ? text : `${text} (${count})`;
  const people = counts && states.reduce((sum, state) => sum + counts[state], 0);
  return (
    <Group align="flex-end" gap="sm" grow preventGrowOverflow={false}>
      <TextInput
        label={t('search')}
        type="search"
        value={typed}
        maxLength={100}
        onChange={(change) => {
          setTyped(change.currentTarget.value);
          look(change.currentTarget.value);
        }}
        rightSection={
          typed !== '' && (
            <CloseButton
              size="sm"
              aria-label={t('clearSearch')}
              onClick={() => {
                setTyped('');
                look.cancel();
                show({ search: undefined });
              }}
            />
          )
        }
      />
      <NativeSelect
        label={t('stateFilter')}
        value={filter.state ?? ''}
        onChange={(change) => show({ state: states.find((one) => one === change.currentTarget.value) })}
        data={[
          { value: '', label: counted(t('everybody'), people) },
          ...states.map((state) => ({
            value: state,
            label: counted(t(stateNames[state].text), counts?.[state]),
          })),
        ]}
      />
      <NativeSelect
        label={t('doorFilter')}
        value={filter.checkedIn ?? ''}
        onChange={(change) =>
          show({ checkedIn: (['yes', 'no'] as const).find((one) => one === change.currentTarget.value) })
        }
        data={[
          { value: '', label: t('everybody') },
          { value: 'yes', label: counted(t('checkedIn'), counts?.checkedIn) },
          { value: 'no', label: t('notCheckedIn') },
        ]}
      />
    </Group>
  );
}
