import { type EventDetails, uploadImage } from '@foyer/client';
import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../client/foyer.ts';
import { useFaultText } from '../../shell/fault-text.ts';
import { Notice } from '../../shell/notice.tsx';
import classes from './event-image.module.css';

type NewImageProps = {
  eventId: string;
  file: File;
  onCancel: () => void;
  onSet: (event: EventDetails) => void;
};

/** What was chosen, and what it shows: said in words, or said to be decoration. */
export function NewImage({ eventId, file, onCancel, onSet }: NewImageProps) {
  const { t } = useTranslation(['images', 'shell']);
  const faultText = useFaultText();
  const [alt, setAlt] = useState('');
  const [isDecoration, setDecoration] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const preview = usePreview(file);
  const upload = useMutation({
    mutationFn: () => uploadImage(foyer, { eventId, file, alt: isDecoration ? '' : alt }),
    onSuccess: onSet,
  });
  return (
    <form
      noValidate
      onSubmit={(submission) => {
        submission.preventDefault();
        const isUnsaid = !isDecoration && alt.trim() === '';
        setMissing(isUnsaid);
        if (!isUnsaid) upload.mutate();
      }}
    >
      <Stack gap="sm">
        <div className={classes.frame}>
          <img src={preview} alt={t('images:preview')} />
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
        {upload.error !== null && (
          <Notice tone="bad" role="alert">
            {faultText(upload.error)}
          </Notice>
        )}
        <Group gap="sm">
          <Button type="submit" loading={upload.isPending}>
            {t('images:set')}
          </Button>
          <Button variant="default" onClick={onCancel} disabled={upload.isPending}>
            {t('shell:cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function usePreview(file: File): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return url;
}
