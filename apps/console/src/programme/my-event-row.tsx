import type { MyParticipation } from '@foyer/client';
import { Group, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import rows from '../shell/rows.module.css';
import { Tag } from '../shell/tag.tsx';
import { useTimeFormat } from '../times/use-time-format.ts';

export function MyEventRow({ participation }: { participation: MyParticipation }) {
  const { t } = useTranslation('programme');
  const format = useTimeFormat();
  const { eventId, eventName, startsAt, timeZone, state, waitlistPlace } = participation;
  return (
    <div className={rows.row}>
      <Stack gap={2} miw={0}>
        <Title order={2} className={rows.name}>
          <Link to="/events/$eventId" params={{ eventId }} className={rows.link}>
            {eventName}
          </Link>
        </Title>
        <Text size="sm" c="dimmed">
          <time dateTime={startsAt.toISOString()}>
            {format.dateTime(startsAt, timeZone)} {format.zoneName(startsAt, timeZone)}
          </time>
        </Text>
      </Stack>
      <Group gap={6}>
        {participation.eventStatus === 'cancelled' && <Tag tone="bad">{t('cancelledBadge')}</Tag>}
        {state === 'going' && <Tag tone="good">{t('mineGoing')}</Tag>}
        {state === 'waitlisted' && (
          <Tag tone="wait">
            {waitlistPlace === null ? t('waitlistedBadge') : t('mineWaitlisted', { place: waitlistPlace })}
          </Tag>
        )}
        {state === 'left' && <Tag tone="calm">{t('mineLeft')}</Tag>}
      </Group>
    </div>
  );
}
