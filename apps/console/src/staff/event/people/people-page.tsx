import { Button, Group, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EventFrame } from '../event-frame.tsx';
import { ExportMenu } from './export-menu.tsx';
import { PeopleFilters } from './people-filters.tsx';
import { PeopleList } from './people-list.tsx';
import { RecordDialog } from './record-dialog.tsx';

const route = getRouteApi('/staff/events/$eventId/participants');

/** Who takes part in one event, and what staff does about it. */
export function PeoplePage() {
  const { t } = useTranslation('attendees');
  const { eventId } = route.useParams();
  const filter = route.useSearch();
  const [isAdding, { open, close }] = useDisclosure(false);
  return (
    <EventFrame
      eventId={eventId}
      title={t('tabPeople')}
      actions={() => (
        <Group gap="sm">
          <ExportMenu eventId={eventId} />
          <Button onClick={open}>{t('addPerson')}</Button>
        </Group>
      )}
    >
      {() => (
        <Stack gap="lg">
          <PeopleFilters eventId={eventId} filter={filter} />
          <PeopleList key={JSON.stringify(filter)} eventId={eventId} filter={filter} />
          <RecordDialog eventId={eventId} isOpen={isAdding} onClose={close} />
        </Stack>
      )}
    </EventFrame>
  );
}
