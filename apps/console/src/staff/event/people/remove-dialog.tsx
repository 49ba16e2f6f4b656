import type { Participant } from '@foyer/client';
import { TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../../client/foyer.ts';
import { ConfirmDialog } from '../../../shell/confirm-dialog.tsx';
import { focusHeading } from '../../../shell/focus-heading.ts';
import { notifyDone } from '../../../shell/notify.tsx';
import { askForPeople } from './use-settling.ts';

type RemoveDialogProps = { participant: Participant; isOpen: boolean; onClose: () => void };

/** Not the way to turn somebody away: the record is gone, and nobody is told. */
export function RemoveDialog({ participant, isOpen, onClose }: RemoveDialogProps) {
  const { t } = useTranslation('attendees');
  const queryClient = useQueryClient();
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  const remove = useMutation({
    mutationFn: () => foyer.participations.remove({ participationId: participant.id, reason: reason.trim() }),
    onSuccess: async () => {
      onClose();
      notifyDone(t('removed'));
      await askForPeople(queryClient);
      focusHeading();
    },
  });
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('removeTitle', { name: participant.fullName })}
      text={t('removeText')}
      confirmLabel={t('remove')}
      isDangerous
      isPending={remove.isPending}
      fault={remove.error}
      onConfirm={() => {
        setMissing(reason.trim() === '');
        if (reason.trim() !== '') remove.mutate();
      }}
    >
      <TextInput
        label={t('reason')}
        description={t('reasonHint')}
        value={reason}
        maxLength={500}
        onChange={(change) => setReason(change.currentTarget.value)}
        error={isMissing && t('reasonMissing')}
        required
        withAsterisk={false}
        data-autofocus
      />
    </ConfirmDialog>
  );
}
