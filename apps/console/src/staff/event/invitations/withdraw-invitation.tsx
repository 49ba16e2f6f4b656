import type { Invitation } from '@foyer/client';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../../client/foyer.ts';
import { ConfirmDialog } from '../../../shell/confirm-dialog.tsx';
import { focusHeading } from '../../../shell/focus-heading.ts';
import { notifyDone } from '../../../shell/notify.tsx';

export function WithdrawInvitation({ invitation: { id, address } }: { invitation: Invitation }) {
  const { t } = useTranslation('attendees');
  const queryClient = useQueryClient();
  const [isAsking, { open, close }] = useDisclosure(false);
  const withdraw = useMutation({
    mutationFn: () => foyer.participations.withdrawInvitation({ invitationId: id }),
    onSuccess: async () => {
      close();
      notifyDone(t('withdrawn'));
      await queryClient.invalidateQueries({ queryKey: ['invitations'] });
      focusHeading();
    },
  });
  return (
    <>
      <Button variant="default" size="xs" aria-label={t('withdrawNamed', { address })} onClick={open}>
        {t('withdraw')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={close}
        title={t('withdrawTitle')}
        text={t('withdrawText', { address })}
        confirmLabel={t('withdraw')}
        isDangerous
        isPending={withdraw.isPending}
        fault={withdraw.error}
        onConfirm={() => withdraw.mutate()}
      />
    </>
  );
}
