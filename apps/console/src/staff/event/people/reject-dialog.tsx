import type { Participant } from '@foyer/client';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../shell/confirm-dialog.tsx';
import { useSettling } from './use-settling.ts';

type RejectDialogProps = {
  people: Participant[];
  isOpen: boolean;
  onClose: () => void;
  onDone?: () => void;
};

export function RejectDialog({ people, isOpen, onClose, onDone }: RejectDialogProps) {
  const { t } = useTranslation('attendees');
  const [reason, setReason] = useState('');
  const { reject } = useSettling(() => {
    setReason('');
    onClose();
    onDone?.();
  });
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('rejectTitle', { count: people.length })}
      text={t('rejectText')}
      confirmLabel={t('reject')}
      isDangerous
      isPending={reject.isPending}
      onConfirm={() => reject.mutate({ ids: people.map(({ id }) => id), reason: reason.trim() || undefined })}
    >
      <TextInput
        label={t('rejectReason')}
        description={t('rejectReasonHint')}
        value={reason}
        maxLength={500}
        onChange={(change) => setReason(change.currentTarget.value)}
        data-autofocus
      />
    </ConfirmDialog>
  );
}
