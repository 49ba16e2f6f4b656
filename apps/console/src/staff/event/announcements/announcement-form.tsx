import type { AnnouncementPreview, EventDetails } from '@foyer/client';
import { Button, Group, Stack, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../../client/foyer.ts';
import type { Language } from '../../../languages/languages.ts';
import { focusFirstComplaint } from '../../../shell/focus-first-complaint.ts';
import { notifyDone } from '../../../shell/notify.tsx';
import { useRefusal } from '../../../shell/refusal.ts';
import { RefusalNotice } from '../../../shell/refusal-notice.tsx';
import { useFocusWhenRefused } from '../../../shell/use-focus-when-refused.ts';
import classes from '../invitations/invite-form.module.css';
import { complaintsAbout, emptyDraft, inputOf, wordsAndPeopleOf } from './announcement-draft.ts';
import { AnnouncementFields } from './announcement-fields.tsx';
import { PreviewOfAnnouncement } from './preview-of-announcement.tsx';

/** What to say and to whom. First it is shown how many it reaches and what they read; then it is sent. */
export function AnnouncementForm({ event }: { event: EventDetails }) {
  const { t } = useTranslation('announcements');
  const queryClient = useQueryClient();
  const element = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(emptyDraft);
  const [isTried, setTried] = useState(false);
  const [preview, setPreview] = useState<AnnouncementPreview>();

  const show = useMutation({
    mutationFn: (locale: Language | undefined) =>
      foyer.announcements.preview({ ...wordsAndPeopleOf(event, draft), locale }),
    onSuccess: setPreview,
    onError: () => focusFirstComplaint(element.current),
  });
  const send = useMutation({
    mutationFn: () => foyer.announcements.create(inputOf(event, draft)),
    onSuccess: async ({ state, mails }) => {
      notifyDone(state === 'scheduled' ? t('scheduledNow') : t('sentNow', { count: mails.posted }));
      startAgain();
      await queryClient.invalidateQueries({ queryKey: ['announcements'] });
    },
    onError: () => {
      setPreview(undefined);
      focusFirstComplaint(element.current);
    },
  });
  function startAgain(): void {
    setDraft(emptyDraft);
    setTried(false);
    setPreview(undefined);
  }
  const own = complaintsAbout(draft);
  const error = show.error ?? send.error;
  const check = useFocusWhenRefused(error);
  const { at, fault } = useRefusal(error, ['subject', 'body', 'states', 'sendAt']);
  const complaint = (field: keyof typeof own) => {
    const missing = own[field];
    return isTried && missing !== undefined ? t(missing) : at[field];
  };
  return (
    <section aria-labelledby="announce" className={classes.card}>
      <Title order={2} id="announce" mb="sm">
        {t('title')}
      </Title>
      <form
        ref={element}
        noValidate
        onSubmit={(submission) => {
          submission.preventDefault();
          setTried(true);
          send.reset();
          if (Object.values(own).some((one) => one !== undefined)) focusFirstComplaint(element.current);
          else show.mutate(undefined);
        }}
      >
        <Stack>
          <AnnouncementFields
            timeZone={event.timeZone}
            draft={draft}
            complaint={complaint}
            onChange={(changed) => {
              setDraft(changed);
              setPreview(undefined);
              if (error !== null) {
                show.reset();
                send.reset();
              }
            }}
          />
          <RefusalNotice fault={fault} />
          {preview === undefined ? (
            <Group>
              <Button ref={check} type="submit" loading={show.isPending}>
                {t('check')}
              </Button>
            </Group>
          ) : (
            <PreviewOfAnnouncement
              preview={preview}
              isLater={draft.when === 'later'}
              comingLanguage={show.isPending ? show.variables : undefined}
              isPending={send.isPending}
              onLanguage={(language) => show.mutate(language)}
              onSend={() => send.mutate()}
              onBack={() => setPreview(undefined)}
            />
          )}
        </Stack>
      </form>
    </section>
  );
}
