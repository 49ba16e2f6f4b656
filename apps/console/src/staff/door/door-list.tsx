import type { DoorEntry } from '@foyer/client';
import { Button, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import rows from '../../shell/rows.module.css';
import { Tag } from '../../shell/tag.tsx';
import { useTimeFormat } from '../../times/use-time-format.ts';
import { stateNames } from '../event/states.ts';
import { SystemUserTag } from '../people/system-user-tag.tsx';
import type { KeptScan } from './door-database.ts';
import type { Door } from './use-door.ts';

/** More than that nobody reads while people wait: they type more of the name. */
const MOST_SHOWN = 25;

type DoorListProps = Pick<Door, 'list' | 'scans' | 'letIn' | 'error'>;

/** For whoever has no ticket at hand: found in the list of this device, with network or without. */
export function DoorList({ list, scans, letIn, error }: DoorListProps) {
  const { t } = useTranslation('door');
  const format = useTimeFormat();
  const [search, setSearch] = useState('');
  if (list === null) return <Text c="dimmed">{t(error === null ? 'listLoading' : 'listMissing')}</Text>;
  const kept = new Map(scans.map((scan) => [scan.participationId, scan]));
  const found = list.entries.filter((entry) => isFound(entry, search)).toSorted(goingFirst);
  return (
    <section aria-labelledby="by-list">
      <Title order={2} id="by-list">
        {t('list')}
      </Title>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('listAsOf', { time: format.time(list.asOf), count: list.entries.length })}
        </Text>
        <TextInput
          label={t('search')}
          type="search"
          value={search}
          maxLength={100}
          onChange={(change) => setSearch(change.currentTarget.value)}
        />
        {found.length === 0 ? (
          <Text role="status">{t(list.entries.length === 0 ? 'listEmpty' : 'nobodyFound')}</Text>
        ) : (
          <ul className={rows.rows}>
            {found.slice(0, MOST_SHOWN).map((entry) => (
              <li key={entry.participationId}>
                <EntryRow
                  entry={entry}
                  kept={kept.get(entry.participationId)}
                  onLetIn={() => letIn({ entry })}
                />
              </li>
            ))}
          </ul>
        )}
        {found.length > MOST_SHOWN && (
          <Text size="sm" c="dimmed">
            {t('moreFound', { count: found.length - MOST_SHOWN })}
          </Text>
        )}
      </Stack>
    </section>
  );
}

type EntryRowProps = { entry: DoorEntry; kept: KeptScan | undefined; onLetIn: () => Promise<void> };

function EntryRow({ entry, kept, onLetIn }: EntryRowProps) {
  const { t } = useTranslation(['door', 'attendees']);
  const format = useTimeFormat();
  const [isBusy, setBusy] = useState(false);
  const { fullName, address, isSystem, state, checkedInAt } = entry;
  const inSince = checkedInAt ?? kept?.scannedAt ?? null;
  return (
    <div className={rows.row}>
      <div>
        <Text fw={600} className={rows.name}>
          {fullName}
        </Text>
        {!isSystem && (
          <Text size="sm" c="dimmed" className={rows.wrap}>
            {address}
          </Text>
        )}
      </div>
      {isSystem && <SystemUserTag />}
      {state !== 'going' && (
        <Tag tone={stateNames[state].tone}>{t(`attendees:${stateNames[state].text}`)}</Tag>
      )}
      {inSince !== null && (
        <Tag tone={kept === undefined ? 'good' : 'wait'}>
          {t('attendees:checkedInAt', { time: format.time(inSince) })}
        </Tag>
      )}
      {state === 'going' && inSince === null && (
        <Button
          size="sm"
          aria-label={t('letInNamed', { name: fullName })}
          loading={isBusy}
          onClick={() => {
            setBusy(true);
            void onLetIn().finally(() => setBusy(false));
          }}
        >
          {t('letIn')}
        </Button>
      )}
    </div>
  );
}

function isFound({ fullName, address }: DoorEntry, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  return fullName.toLowerCase().includes(wanted) || address.toLowerCase().includes(wanted);
}

/** Whoever can still be let in stands above. */
function goingFirst(a: DoorEntry, b: DoorEntry): number {
  const rank = ({ state, checkedInAt }: DoorEntry) => (state !== 'going' ? 2 : checkedInAt === null ? 0 : 1);
  return rank(a) - rank(b) || a.fullName.localeCompare(b.fullName);
}
