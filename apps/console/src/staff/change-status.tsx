import type { EventDetails } from '@foyer/client';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { foyer } from '../client/foyer.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { focusHeading } from '../shell/focus-heading.ts';
import { notifyDone } from '../shell/notify.tsx';

const words = {
  publish: { label: 'publish', title: 'publishTitle', text: 'publishText', done: 'publishedNow' },
  unpublish: { label: 'unpublish', title: 'unpublishTitle', text: 'unpublishText', done: 'unpublishedNow' },
  archive: { label: 'archive', title: 'archiveTitle', text: 'archiveText', done: 'archivedNow' },
} as const;

type ChangeStatusProps = {
  step: keyof typeof words;
  event: EventDetails;
  onChanged: (event: EventDetails) => void;
};

/** A step in the life of an event that needs no more than a yes. */
export function ChangeStatus({ step, event, onChanged }: ChangeStatusProps) {
  const { t } = useTranslation('staff');
  const [isAsking, { open, close }] = useDisclosure(false);
  const { label, title, text, done } = words[step];
  const change = useMutation({
    mutationFn: () => foyer.events[step]({ eventId: event.id }),
    onSuccess: (changed) => {
      close();
      onChanged(changed);
      notifyDone(t(done), event.id);
      focusHeading();
    },
  });
  return (
    <>
      <Button variant={step === 'publish' ? 'filled' : 'default'} onClick={open}>
        {t(label)}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={close}
        title={t(title)}
        text={t(text)}
        confirmLabel={t(label)}
        isPending={change.isPending}
        fault={change.error}
        onConfirm={() => change.mutate()}
      />
    </>
  );
}
