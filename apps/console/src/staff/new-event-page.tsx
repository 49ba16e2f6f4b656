import { Group, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { foyer } from '../client/foyer.ts';
import { SignedInOnly } from '../identity/signed-in-only.tsx';
import { eventQuery } from '../programme/programme.queries.ts';
import { TextLink } from '../shell/links.tsx';
import { notifyDone } from '../shell/notify.tsx';
import { Page } from '../shell/page.tsx';
import { useOwnTimeZone } from '../times/use-own-time-zone.ts';
import { EventEditor } from './event-editor.tsx';
import { emptyEvent, fieldsOfValues } from './event-form-values.ts';

export function NewEventPage() {
  const { t } = useTranslation(['staff', 'attendees']);
  return (
    <SignedInOnly staff>
      <Page width="reading" title={t('staff:newTitle')} lead={t('staff:newLead')}>
        <Stack gap="lg">
          <Group>
            <TextLink to="/staff/events" size="sm">
              {t('attendees:toEvents')}
            </TextLink>
          </Group>
          <NewEvent />
        </Stack>
      </Page>
    </SignedInOnly>
  );
}

function NewEvent() {
  const { t } = useTranslation('staff');
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const ownTimeZone = useOwnTimeZone();
  const [initial] = useState(() => emptyEvent(ownTimeZone));
  return (
    <EventEditor
      initial={initial}
      submitLabel={t('createDraft')}
      save={(values) => foyer.events.create(fieldsOfValues(values))}
      onSaved={(event) => {
        queryClient.setQueryData(eventQuery(event.id).queryKey, event);
        void queryClient.invalidateQueries({ queryKey: ['events', 'list'] });
        notifyDone(t('created'));
        void navigate({ to: '/staff/events/$eventId', params: { eventId: event.id } });
      }}
    />
  );
}
