import { Stack, Title } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../shell/notice.tsx';
import { EventFrame } from '../event-frame.tsx';
import { AnnouncementForm } from './announcement-form.tsx';
import { AnnouncementList } from './announcement-list.tsx';

const route = getRouteApi('/staff/events/$eventId/announcements');

/** Writing to a part of the people of an event, and what became of what was written. */
export function AnnouncementsPage() {
  const { t } = useTranslation(['announcements', 'attendees']);
  const { eventId } = route.useParams();
  return (
    <EventFrame eventId={eventId} title={t('attendees:tabAnnouncements')}>
      {(event) => (
        <Stack gap="xl">
          {(event.status === 'published' || event.status === 'cancelled') && (
            <AnnouncementForm event={event} />
          )}
          {event.status === 'draft' && <Notice tone="wait">{t('announcements:notOfDraft')}</Notice>}
          {event.status === 'archived' && <Notice tone="calm">{t('announcements:notOfArchived')}</Notice>}
          <section aria-labelledby="announcements">
            <Title order={2} id="announcements" mb="md">
              {t('announcements:listTitle')}
            </Title>
            <AnnouncementList event={event} />
          </section>
        </Stack>
      )}
    </EventFrame>
  );
}
