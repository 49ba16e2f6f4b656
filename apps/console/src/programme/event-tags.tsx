import type { EventSummary } from '@foyer/client';
import { Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Tag } from '../shell/tag.tsx';

type EventTagsProps = { event: EventSummary; withStatus?: boolean };

/** What one must know of an event before opening it: how it stands, whether there is room, whether one is in. */
export function EventTags({ event, withStatus = false }: EventTagsProps) {
  const { t } = useTranslation('programme');
  const isOver = event.phase === 'ended';
  const takesPeople = event.status === 'published' && !isOver;
  return (
    <Group gap={6}>
      {withStatus && event.status === 'draft' && <Tag tone="wait">{t('draftBadge')}</Tag>}
      {withStatus && event.status === 'archived' && <Tag tone="calm">{t('archivedBadge')}</Tag>}
      {event.status === 'cancelled' && <Tag tone="bad">{t('cancelledBadge')}</Tag>}
      {event.status !== 'cancelled' && event.phase === 'ongoing' && (
        <Tag tone="good">{t('ongoingBadge')}</Tag>
      )}
      {event.status !== 'cancelled' && isOver && <Tag tone="calm">{t('endedBadge')}</Tag>}
      {event.mine === 'going' && <Tag tone="good">{t('joinedBadge')}</Tag>}
      {event.mine === 'waitlisted' && <Tag tone="wait">{t('waitlistedBadge')}</Tag>}
      {takesPeople && <SeatsTag event={event} />}
    </Group>
  );
}

const fewSeats = 5;

function SeatsTag({ event }: { event: EventSummary }) {
  const { t } = useTranslation('programme');
  if (event.joinPolicy === 'closed') return <Tag tone="calm">{t('closedBadge')}</Tag>;
  if (event.seatsLeft === null) return <Tag tone="calm">{t('seatsFree')}</Tag>;
  if (event.seatsLeft > 0) {
    const tone = event.seatsLeft <= fewSeats ? 'wait' : 'calm';
    return <Tag tone={tone}>{t('seatsLeft', { count: event.seatsLeft })}</Tag>;
  }
  return event.waitlist === 'off' ? (
    <Tag tone="bad">{t('full')}</Tag>
  ) : (
    <Tag tone="wait">{t('fullWithWaitlist')}</Tag>
  );
}
