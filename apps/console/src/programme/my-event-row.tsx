import type { MyParticipation } from '@foyer/client';
import { Group, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { TextLink } from '../shell/links.tsx';
import rows from '../shell/rows.module.css';
import { Tag } from '../shell/tag.tsx';
import { useTimeFormat } from '../times/use-time-format.ts';

export function MyEventRow({ participation }: { participation: MyParticipation }) {
  const { t } = useTranslation(['programme', 'tickets']);
  const format = useTimeFormat();
  const { eventId, eventName, startsAt, timeZone, state, waitlistPlace, offerExpiresAt } = participation;
  const isNow = participation.eventStatus === 'published';
  return (
    <div className={rows.row}>
      <Stack gap={2} miw={0}>
        <Title order={3} id={`event-${eventId}`} className={rows.name}>
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
        {state === 'invited' && <Tag tone="wait">{t('tickets:mineInvited')}</Tag>}
        {state === 'requested' && <Tag tone="wait">{t('tickets:mineRequested')}</Tag>}
        {state === 'rejected' && <Tag tone="bad">{t('tickets:mineRejected')}</Tag>}
        {offerExpiresAt !== null && (
          <Tag tone="wait">{t('tickets:mineOffered', { time: format.dateTime(offerExpiresAt) })}</Tag>
        )}
        {state === 'going' && isNow && (
          <TextLink
            to="/events/$eventId/ticket"
            params={{ eventId }}
            className={rows.above}
            aria-describedby={`event-${eventId}`}
          >
            {t('tickets:ticket')}
          </TextLink>
        )}
      </Group>
    </div>
  );
}
