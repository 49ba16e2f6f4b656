import { Button, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx';
import { focusHeading } from '../../shell/focus-heading.ts';
import { notifyDone } from '../../shell/notify.tsx';

type ActWithReasonProps = {
  label: string;
  accessibleLabel?: string;
  title: string;
  text: string;
  done: string;
  act: (reason: string) => Promise<unknown>;
};

/** What is done to somebody else's account says why: colleagues read it later. */
export function ActWithReason(props: ActWithReasonProps) {
  const { t } = useTranslation('people');
  const queryClient = useQueryClient();
  const [isAsking, { open, close }] = useDisclosure(false);
  const [reason, setReason] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const acting = useMutation({
    mutationFn: () => props.act(reason.trim()),
    onSuccess: async () => {
      close();
      notifyDone(props.done);
      await queryClient.invalidateQueries({ queryKey: ['people'] });
      focusHeading();
    },
  });
  return (
    <>
      <Button
        variant="default"
        size="xs"
        aria-label={props.accessibleLabel ?? props.label}
        onClick={() => {
          acting.reset();
          setReason('');
          setIsMissing(false);
          open();
        }}
      >
        {props.label}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={close}
        title={props.title}
        text={props.text}
        confirmLabel={props.label}
        isDangerous
        isPending={acting.isPending}
        fault={acting.error}
        onConfirm={() => {
          setIsMissing(reason.trim() === '');
          if (reason.trim() !== '') acting.mutate();
        }}
      >
        <TextInput
          label={t('reason')}
          description={t('reasonHint')}
          value={reason}
          maxLength={500}
          onChange={(change) => setReason(change.currentTarget.value)}
          error={isMissing ? t('reasonMissing') : undefined}
          required
          withAsterisk={false}
          data-autofocus
        />
      </ConfirmDialog>
    </>
  );
}
