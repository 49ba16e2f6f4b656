import { type EventDetails, uploadImage } from '@foyer/client';
import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../client/foyer.ts';
import { EventPicture } from '../../programme/event-picture.tsx';
import { RefusalNotice } from '../../shell/refusal-notice.tsx';
import classes from './event-image.module.css';

type ImageFormProps = {
  event: EventDetails;
  /** Left out: the picture stays, and what is said of it changes. */
  file?: File | undefined;
  onCancel: () => void;
  onSet: (event: EventDetails) => void;
};

/** A picture, and what it shows: said in words, or said to be decoration. */
export function ImageForm({ event, file, onCancel, onSet }: ImageFormProps) {
  const { t } = useTranslation(['images', 'shell']);
  const isNew = file !== undefined;
  const [alt, setAlt] = useState((!isNew && event.image?.alt) || '');
  const [isDecoration, setDecoration] = useState(!isNew && event.image?.alt === '');
  const [isMissing, setMissing] = useState(false);
  const preview = usePreview(file);
  const set = useMutation({
    mutationFn: () => {
      const said = { eventId: event.id, alt: isDecoration ? '' : alt };
      return isNew ? uploadImage(foyer, { ...said, file }) : foyer.events.setImage(said);
    },
    onSuccess: onSet,
  });
  return (
    <form
      noValidate
      onSubmit={(submission) => {
        submission.preventDefault();
        const isUnsaid = !isDecoration && alt.trim() === '';
        setMissing(isUnsaid);
        if (!isUnsaid) set.mutate();
      }}
    >
      <Stack gap="sm">
        <div className={classes.frame}>
          {isNew ? (
            <img src={preview} alt={t('images:preview')} />
          ) : (
            <EventPicture event={event} sizes="46rem" />
          )}
        </div>
        <TextInput
          label={t('images:alt')}
          description={t('images:altHint')}
          value={alt}
          maxLength={300}
          disabled={isDecoration}
          error={isMissing && t('images:altMissing')}
          onChange={(change) => setAlt(change.currentTarget.value)}
        />
        <Checkbox
          label={t('images:decoration')}
          checked={isDecoration}
          onChange={(change) => {
            setDecoration(change.currentTarget.checked);
            setMissing(false);
          }}
        />
        <RefusalNotice fault={set.error} />
        <Group gap="sm">
          <Button type="submit" loading={set.isPending}>
            {t(isNew ? 'images:set' : 'images:saveWords')}
          </Button>
          <Button variant="default" onClick={onCancel} disabled={set.isPending}>
            {t('shell:cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function usePreview(file: File | undefined): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (file === undefined) return;
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return url;
}
