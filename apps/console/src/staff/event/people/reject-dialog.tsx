import type { Participant } from '@foyer/client';
import { useTranslation } from 'react-i18next';
import { ReasonDialog } from '../../../shell/reason-dialog.tsx';
import { useSettling } from './use-settling.ts';

type RejectDialogProps = {
  people: Participant[];
  isOpen: boolean;
  onClose: () => void;
  onDone?: () => void;
};

export function RejectDialog({ people, isOpen, onClose, onDone }: RejectDialogProps) {
  const { t } = useTranslation('attendees');
  const { reject } = useSettling(() => {
    onClose();
    onDone?.();
  });
  return (
    <ReasonDialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('rejectTitle', { count: people.length })}
      text={t('rejectText')}
      confirmLabel={t('reject')}
      hint={t('reasonTold')}
      isOptional
      isPending={reject.isPending}
      fault={reject.error}
      onConfirm={(reason) => reject.mutate({ ids: people.map(({ id }) => id), reason: reason || undefined })}
    />
  );
}
