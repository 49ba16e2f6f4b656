import type { Participant } from '@foyer/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../../client/foyer.ts';
import { focusHeading } from '../../../shell/focus-heading.ts';
import { notifyDone } from '../../../shell/notify.tsx';
import { ReasonDialog } from '../../../shell/reason-dialog.tsx';
import { askForPeople } from './use-settling.ts';

type RemoveDialogProps = { participant: Participant; isOpen: boolean; onClose: () => void };

/** Not the way to turn somebody away: the record is gone, and nobody is told. */
export function RemoveDialog({ participant, isOpen, onClose }: RemoveDialogProps) {
  const { t } = useTranslation('attendees');
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: (reason: string) => foyer.participations.remove({ participationId: participant.id, reason }),
    onSuccess: async () => {
      onClose();
      notifyDone(t('removed'));
      await askForPeople(queryClient);
      focusHeading();
    },
  });
  return (
    <ReasonDialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('removeTitle', { name: participant.fullName })}
      text={t('removeText')}
      confirmLabel={t('remove')}
      hint={t('reasonHint')}
      isPending={remove.isPending}
      fault={remove.error}
      onConfirm={remove.mutate}
    />
  );
}
