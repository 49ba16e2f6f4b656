import type { EventDetails } from '@foyer/client';
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../client/foyer.ts';
import { EventPicture } from '../../programme/event-picture.tsx';
import { useFaultText } from '../../shell/fault-text.ts';
import { notifyDone, notifyFailed } from '../../shell/notify.tsx';
import { ChooseImage } from './choose-image.tsx';
import classes from './event-image.module.css';
import { ImageForm } from './image-form.tsx';
import { useComingSizes } from './use-coming-sizes.ts';

type EventImageProps = { event: EventDetails; onChanged: (event: EventDetails) => void };

/** The picture of an event, beside its form: it is kept when it is chosen, not when the words are saved. */
export function EventImage({ event, onChanged }: EventImageProps) {
  const { t } = useTranslation('images');
  const faultText = useFaultText();
  /** The form is open for a file, or for the words of the picture that there is. */
  const [edited, setEdited] = useState<File | 'words'>();
  useComingSizes(event, onChanged);
  const remove = useMutation({
    mutationFn: () => foyer.events.removeImage({ eventId: event.id }),
    onSuccess: (changed) => {
      onChanged(changed);
      notifyDone(t('removedNow'));
    },
    onError: (error) => notifyFailed(faultText(error)),
  });
  return (
    <section aria-labelledby="event-image" className={classes.section}>
      <Title order={2} size="h4" id="event-image">
        {t('title')}
      </Title>
      {edited !== undefined && (
        <ImageForm
          event={event}
          file={edited === 'words' ? undefined : edited}
          onCancel={() => setEdited(undefined)}
          onSet={(changed) => {
            setEdited(undefined);
            onChanged(changed);
            notifyDone(t(edited === 'words' ? 'wordsSetNow' : 'setNow'));
          }}
        />
      )}
      {edited === undefined && event.image !== null && (
        <Stack gap="sm">
          <div className={classes.frame}>
            <EventPicture event={event} sizes="46rem" />
          </div>
          <Text size="sm" c="dimmed">
            {event.image.alt === '' ? t('isDecoration') : event.image.alt}
          </Text>
          <Group gap="sm">
            <ChooseImage label={t('replace')} onChosen={setEdited} />
            <Button variant="default" onClick={() => setEdited('words')}>
              {t('changeWords')}
            </Button>
            <Button variant="default" onClick={() => remove.mutate()} loading={remove.isPending}>
              {t('remove')}
            </Button>
          </Group>
        </Stack>
      )}
      {edited === undefined && event.image === null && (
        <ChooseImage label={t('choose')} hint={t('hint')} onChosen={setEdited} />
      )}
    </section>
  );
}
