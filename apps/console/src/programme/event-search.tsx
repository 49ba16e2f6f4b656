import { Button, Checkbox, CloseButton, Collapse, Group, TextInput } from '@mantine/core';
import { useDebouncedCallback, useDisclosure } from '@mantine/hooks';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SearchIcon } from '../shell/icons.tsx';
import { type EventFilters, isFiltered } from './event-filters.ts';
import classes from './event-search.module.css';

type EventSearchProps = { filters: EventFilters; onChange: (filters: EventFilters) => void };

/** Words, and behind a button place, days and free seats. What is typed is asked for when the typing rests. */
export function EventSearch({ filters, onChange }: EventSearchProps) {
  const { t } = useTranslation('programme');
  const { place, from, until, free } = filters;
  const [isOpen, { toggle }] = useDisclosure([place, from, until, free].some((one) => one !== undefined));
  const change = (changes: EventFilters) => onChange({ ...filters, ...changes });
  return (
    <search className={classes.search}>
      <Group gap="sm" wrap="nowrap">
        <TypedFilter
          key={`q${filters.q === undefined}`}
          label={t('searchEvents')}
          isLabelHidden
          value={filters.q}
          onChange={(q) => change({ q })}
        />
        <Button
          variant="default"
          size="md"
          onClick={toggle}
          aria-expanded={isOpen}
          aria-controls="event-filters"
        >
          {t('filters')}
        </Button>
      </Group>
      <Collapse expanded={isOpen} id="event-filters">
        <div className={classes.filters}>
          <TypedFilter
            key={`place${place === undefined}`}
            label={t('filterPlace')}
            value={place}
            onChange={(typed) => change({ place: typed })}
          />
          <TextInput
            type="date"
            label={t('filterFrom')}
            value={from ?? ''}
            onChange={(event) => change({ from: event.currentTarget.value || undefined })}
          />
          <TextInput
            type="date"
            label={t('filterUntil')}
            value={until ?? ''}
            onChange={(event) => change({ until: event.currentTarget.value || undefined })}
          />
          <Checkbox
            label={t('filterFree')}
            checked={free === true}
            onChange={(event) => change({ free: event.currentTarget.checked ? true : undefined })}
            className={classes.free}
          />
        </div>
      </Collapse>
      {isFiltered(filters) && (
        <Button variant="subtle" size="compact-sm" onClick={() => onChange({ when: filters.when })}>
          {t('clearFilters')}
        </Button>
      )}
    </search>
  );
}

type TypedFilterProps = {
  label: string;
  isLabelHidden?: boolean;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
};

function TypedFilter({ label, isLabelHidden = false, value, onChange }: TypedFilterProps) {
  const { t } = useTranslation('shell');
  const [typed, setTyped] = useState(value ?? '');
  const router = useRouter();
  const tell = useDebouncedCallback((text: string, page: string) => {
    // Whoever has meanwhile pressed a link is on the way elsewhere, and must not be called back.
    if (router.latestLocation.pathname === page) onChange(text.trim() === '' ? undefined : text);
  }, 300);
  const type = (text: string) => {
    setTyped(text);
    tell(text, router.latestLocation.pathname);
  };
  return (
    <TextInput
      {...(isLabelHidden ? { 'aria-label': label, placeholder: label, size: 'md' as const } : { label })}
      type="search"
      className={classes.typed}
      maxLength={100}
      value={typed}
      onChange={(event) => type(event.currentTarget.value)}
      leftSection={isLabelHidden && <SearchIcon />}
      rightSection={typed !== '' && <CloseButton aria-label={t('clear')} onClick={() => type('')} />}
    />
  );
}
