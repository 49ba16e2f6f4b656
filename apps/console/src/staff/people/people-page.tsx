import { CloseButton, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../account/loaded.tsx';
import { SignedInOnly } from '../../identity/signed-in-only.tsx';
import { PersonIcon, SearchIcon } from '../../shell/icons.tsx';
import { LoadMore } from '../../shell/load-more.tsx';
import { Page } from '../../shell/page.tsx';
import rows from '../../shell/rows.module.css';
import { EmptyState } from '../../shell/states.tsx';
import { StaffSections } from '../staff-sections.tsx';
import { CreateSystemUser } from './create-system-user.tsx';
import { type PeopleSearch, peopleGroups, peopleQuery } from './people.queries.ts';
import { PersonRow } from './person-row.tsx';

const route = getRouteApi('/staff/people');

export function PeoplePage() {
  const { t } = useTranslation('people');
  return (
    <SignedInOnly staff>
      <StaffSections />
      <Page title={t('title')} lead={t('lead')} actions={<CreateSystemUser />}>
        <Stack gap="lg">
          <Filters />
          <People />
        </Stack>
      </Page>
    </SignedInOnly>
  );
}

function Filters() {
  const { t } = useTranslation(['people', 'shell']);
  const navigate = useNavigate();
  const search = route.useSearch();
  const [typed, setTyped] = useState(search.query ?? '');
  const narrow = (changed: PeopleSearch) =>
    void navigate({ to: '/staff/people', search: { ...search, ...changed }, replace: true });
  const tell = useDebouncedCallback(
    (text: string) => narrow({ query: text.trim() === '' ? undefined : text.trim() }),
    300,
  );
  const type = (text: string) => {
    setTyped(text);
    tell(text);
  };
  return (
    <Group component="search" align="flex-end">
      <TextInput
        label={t('people:search')}
        type="search"
        size="md"
        flex="1 1 240px"
        maxLength={120}
        value={typed}
        onChange={(event) => type(event.currentTarget.value)}
        leftSection={<SearchIcon />}
        rightSection={typed !== '' && <CloseButton aria-label={t('people:clear')} onClick={() => type('')} />}
      />
      <NativeSelect
        label={t('people:group')}
        size="md"
        value={search.group ?? 'all'}
        onChange={(change) => {
          const chosen = change.currentTarget.value;
          narrow({ group: chosen === 'disabled' || chosen === 'system' ? chosen : undefined });
        }}
        data={peopleGroups.map((one) => ({ value: one, label: t(`people:${one}`) }))}
      />
    </Group>
  );
}

function People() {
  const search = route.useSearch();
  const list = useInfiniteQuery(peopleQuery(search));
  return (
    <Loaded query={list}>
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items);
        if (items.length === 0) return <Nobody search={search} />;
        return (
          <Stack gap="xl">
            <ul className={rows.rows}>
              {items.map((person) => (
                <li key={person.id}>
                  <PersonRow person={person} />
                </li>
              ))}
            </ul>
            <LoadMore
              key={JSON.stringify(search)}
              shown={items.length}
              hasMore={list.hasNextPage}
              isLoading={list.isFetchingNextPage}
              error={list.error}
              onLoadMore={() => void list.fetchNextPage()}
            />
          </Stack>
        );
      }}
    </Loaded>
  );
}

function Nobody({ search: { query, group } }: { search: PeopleSearch }) {
  const { t } = useTranslation(['people', 'systemUsers']);
  const [title, text] =
    group === 'system' && query === undefined
      ? [t('systemUsers:none'), t('systemUsers:noneText')]
      : [t('people:none'), t('people:noneText')];
  return <EmptyState icon={<PersonIcon size={26} />} title={title} text={text} />;
}
