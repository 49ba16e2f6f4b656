import type { BlacklistEntry } from '@foyer/client';
import { Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { BanIcon } from '../../shell/icons.tsx';
import { TextLink } from '../../shell/links.tsx';
import { Pages } from '../../shell/pages.tsx';
import rows from '../../shell/rows.module.css';
import { EmptyState } from '../../shell/states.tsx';
import { Tag } from '../../shell/tag.tsx';
import { useTimeFormat } from '../../times/use-time-format.ts';
import { SystemUserTag } from '../people/system-user-tag.tsx';
import { blacklistQuery } from './blacklist.query.ts';
import { Unban } from './unban.tsx';

/** Entries that hold at one event, or all there are. */
export function BlacklistRows({ eventId }: { eventId?: string }) {
  const { t } = useTranslation('attendees');
  const list = useInfiniteQuery(blacklistQuery(eventId));
  return (
    <Pages
      list={list}
      empty={<EmptyState icon={<BanIcon size={26} />} title={t('banNone')} text={t('banNoneText')} />}
    >
      {(items) => (
        <ul className={rows.rows}>
          {items.map((entry) => (
            <li key={entry.id}>
              <Entry entry={entry} hereId={eventId} />
            </li>
          ))}
        </ul>
      )}
    </Pages>
  );
}

function Entry({ entry, hereId }: { entry: BlacklistEntry; hereId: string | undefined }) {
  const { t } = useTranslation('attendees');
  const format = useTimeFormat();
  const { fullName, isSystem, reason, endsAt, createdAt } = entry;
  const isOver = endsAt !== null && endsAt <= new Date();
  const name = fullName ?? t('banByAddress');
  const end = endsAt === null ? t('banForever') : t('banUntil', { time: format.dateTime(endsAt) });
  return (
    <div className={rows.row}>
      <div>
        <Text fw={600} className={rows.name}>
          {name}
        </Text>
        <Text size="sm" className={rows.wrap}>
          {reason}
        </Text>
        <Text size="sm" c="dimmed">
          {t('banSince', { time: format.dateTime(createdAt) })}, {end}
        </Text>
      </div>
      {isSystem && <SystemUserTag />}
      {isOver && <Tag tone="calm">{t('banOver')}</Tag>}
      <Scope entry={entry} hereId={hereId} />
      <Unban entryId={entry.id} name={name} />
    </div>
  );
}

function Scope({ entry, hereId }: { entry: BlacklistEntry; hereId: string | undefined }) {
  const { t } = useTranslation('attendees');
  if (entry.eventId === null) return <Tag tone="bad">{t('banScopeAll')}</Tag>;
  if (entry.eventId === hereId) return <Tag tone="wait">{t('banScopeHere')}</Tag>;
  return (
    <TextLink to="/staff/events/$eventId/blacklist" params={{ eventId: entry.eventId }} size="sm">
      {t('banScopeOne')}
    </TextLink>
  );
}
