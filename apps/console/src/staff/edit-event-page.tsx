import { Box } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EventFrame } from './event/event-frame.tsx';
import { EventEditing } from './event-editing.tsx';

const route = getRouteApi('/staff/events/$eventId');

export function EditEventPage() {
  const { eventId } = route.useParams();
  const { t } = useTranslation('staff');
  return (
    <EventFrame eventId={eventId} title={t('editTitle')}>
      {(event) => (
        <Box maw="46rem">
          <EventEditing event={event} />
        </Box>
      )}
    </EventFrame>
  );
}
