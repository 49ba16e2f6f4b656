import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../../client/faults.ts';
import { foyer } from '../../client/foyer.ts';
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx';
import { focusHeading } from '../../shell/focus-heading.ts';
import { notifyDone } from '../../shell/notify.tsx';

export function Unban({ entryId, name }: { entryId: string; name: string }) {
  const { t } = useTranslation('attendees');
  const queryClient = useQueryClient();
  const [isAsking, { open, close }] = useDisclosure(false);
  const unban = useMutation({
    mutationFn: async () => {
      await foyer.blacklist.remove({ entryId }).catch((error) => {
        // Gone already is what was wanted.
        if (codeOf(error) !== 'BLACKLIST_ENTRY_NOT_FOUND') throw error;
      });
    },
    onSuccess: async () => {
      close();
      notifyDone(t('unbanned'));
      await queryClient.invalidateQueries({ queryKey: ['blacklist'] });
      focusHeading();
    },
  });
  return (
    <>
      <Button variant="default" size="xs" aria-label={t('unbanNamed', { name })} onClick={open}>
        {t('unban')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={close}
        title={t('unbanTitle')}
        text={t('unbanText')}
        confirmLabel={t('unban')}
        isPending={unban.isPending}
        fault={unban.error}
        onConfirm={() => unban.mutate()}
      />
    </>
  );
}
