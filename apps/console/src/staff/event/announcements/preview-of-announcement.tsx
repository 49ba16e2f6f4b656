import type { AnnouncementPreview } from '@foyer/client';
import { Button, Group, NativeSelect, Stack, Text, Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type Language, languages } from '../../../languages/languages.ts';
import { Notice } from '../../../shell/notice.tsx';
import classes from './announcements.module.css';

type PreviewOfAnnouncementProps = {
  preview: AnnouncementPreview;
  isLater: boolean;
  /** Asked for and not there yet. */
  comingLanguage: Language | undefined;
  isPending: boolean;
  onLanguage: (language: Language) => void;
  onSend: () => void;
  onBack: () => void;
};

/** How many it reaches and what they read, before anything is sent. The focus goes there from the button that is gone. */
export function PreviewOfAnnouncement(props: PreviewOfAnnouncementProps) {
  const { preview, isLater, comingLanguage } = props;
  const { t } = useTranslation(['announcements', 'shell']);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { people, unsubscribed } = preview;
  return (
    <Stack>
      <Title order={3} ref={heading} tabIndex={-1} className={classes.heading}>
        {t('announcements:reaches', { count: people })}
      </Title>
      {unsubscribed > 0 && <Text c="dimmed">{t('announcements:unsubscribed', { count: unsubscribed })}</Text>}
      {isLater && <Text c="dimmed">{t('announcements:laterHint')}</Text>}
      <NativeSelect
        maw="24rem"
        label={t('announcements:previewLanguage')}
        description={t('announcements:previewLanguageHint')}
        data={languages.map(({ code, name }) => ({ value: code, label: name, lang: code }))}
        value={comingLanguage ?? preview.locale}
        onChange={(change) => props.onLanguage(change.currentTarget.value as Language)}
      />
      <pre className={classes.mail} lang={preview.locale} aria-busy={comingLanguage !== undefined}>
        {preview.text}
      </pre>
      {people === 0 && !isLater && <Notice tone="wait">{t('announcements:nobody')}</Notice>}
      <Group gap="sm">
        {(people > 0 || isLater) && (
          <Button onClick={props.onSend} loading={props.isPending}>
            {isLater ? t('announcements:schedule') : t('announcements:send', { count: people })}
          </Button>
        )}
        <Button variant="default" onClick={props.onBack}>
          {t('shell:back')}
        </Button>
      </Group>
    </Stack>
  );
}
