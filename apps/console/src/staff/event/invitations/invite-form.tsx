import type { InvitedByCsv } from '@foyer/client';
import { Button, FileInput, Group, Stack, Textarea, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../../client/foyer.ts';
import { notifyDone, notifyFailed } from '../../../shell/notify.tsx';
import { RefusalNotice } from '../../../shell/refusal-notice.tsx';
import { askForPeople } from '../people/use-settling.ts';
import classes from './invite-form.module.css';
import { InvitePreview } from './invite-preview.tsx';
import { csvOfTyped } from './typed-addresses.ts';

/** Whom to ask, by pasting or by file. The API reads it first and says what is wrong; then it is sent. */
export function InviteForm({ eventId }: { eventId: string }) {
  const { t } = useTranslation('attendees');
  const queryClient = useQueryClient();
  const [typed, setTyped] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [isMissing, setMissing] = useState(false);
  const [read, setRead] = useState<{ csv: string; found: InvitedByCsv }>();

  const check = useMutation({
    mutationFn: async () => {
      const csv = file === null ? csvOfTyped(typed) : await file.text();
      return { csv, found: await foyer.participations.inviteByCsv({ eventId, csv, isTrial: true }) };
    },
    onSuccess: setRead,
  });
  const invite = useMutation({
    mutationFn: (csv: string) => foyer.participations.inviteByCsv({ eventId, csv }),
    onSuccess: async ({ invited, pending, skipped }) => {
      const count = invited.length + pending.length;
      if (count > 0 || skipped.length === 0) notifyDone(t('invited', { count }));
      if (skipped.length > 0)
        notifyFailed(t('skipped', { reasons: t('skippedState', { count: skipped.length }) }));
      startAgain();
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: ['invitations'] }),
        askForPeople(queryClient),
      ]);
    },
  });
  function startAgain(): void {
    setTyped('');
    setFile(null);
    setRead(undefined);
  }
  const fault = check.error ?? invite.error;
  return (
    <section aria-labelledby="invite" className={classes.card}>
      <Title order={2} id="invite" mb="sm">
        {t('inviteTitle')}
      </Title>
      <form
        noValidate
        onSubmit={(submission) => {
          submission.preventDefault();
          invite.reset();
          const isEmpty = file === null && csvOfTyped(typed) === '';
          setMissing(isEmpty);
          if (!isEmpty) check.mutate();
        }}
      >
        <Stack>
          <Textarea
            label={t('inviteAddresses')}
            description={t('inviteAddressesHint')}
            autosize
            minRows={3}
            maxRows={12}
            value={typed}
            disabled={file !== null}
            onChange={(change) => {
              setTyped(change.currentTarget.value);
              setRead(undefined);
            }}
            error={isMissing && t('inviteNothing')}
          />
          <FileInput
            label={t('inviteFile')}
            description={t('inviteFileHint')}
            placeholder={t('inviteFileNone')}
            accept=".csv,text/csv,text/plain"
            value={file}
            clearable
            onChange={(chosen) => {
              setFile(chosen);
              setRead(undefined);
            }}
          />
          <RefusalNotice fault={fault} />
          {read === undefined ? (
            <Group>
              <Button type="submit" loading={check.isPending}>
                {t('inviteCheck')}
              </Button>
            </Group>
          ) : (
            <InvitePreview
              found={read.found}
              isPending={invite.isPending}
              onInvite={() => invite.mutate(read.csv)}
              onCancel={() => setRead(undefined)}
            />
          )}
        </Stack>
      </form>
    </section>
  );
}
