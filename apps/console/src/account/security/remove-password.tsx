import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../client/foyer.ts';
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx';
import { focusHeading } from '../../shell/focus-heading.ts';
import { notifyDone } from '../../shell/notify.tsx';
import { passwordQuery } from './security.queries.ts';

export function RemovePassword() {
  const { t } = useTranslation('security');
  const queryClient = useQueryClient();
  const [isAsking, { open, close }] = useDisclosure(false);
  const removing = useMutation({
    mutationFn: () => foyer.passwords.remove({}),
    onSuccess: (status) => {
      close();
      queryClient.setQueryData(passwordQuery.queryKey, status);
      notifyDone(t('passwordRemoved'));
      focusHeading();
    },
  });
  return (
    <>
      <Button variant="default" size="xs" aria-label={t('removePassword')} onClick={open}>
        {t('remove')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={close}
        title={t('removePasswordTitle')}
        text={t('removePasswordText')}
        confirmLabel={t('removePassword')}
        isDangerous
        isPending={removing.isPending}
        fault={removing.error}
        onConfirm={() => removing.mutate()}
      />
    </>
  );
}
