import type { ApiClient } from '@foyer/client';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../client/foyer.ts';
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx';
import { focusHeading } from '../../shell/focus-heading.ts';
import { notifyDone } from '../../shell/notify.tsx';
import { clientsQuery } from './clients.query.ts';

export function DisableClient({ client: { id, name } }: { client: ApiClient }) {
  const { t } = useTranslation('apiClients');
  const queryClient = useQueryClient();
  const [isAsking, { open, close }] = useDisclosure(false);
  const disabling = useMutation({
    mutationFn: () => foyer.apiClients.disable({ clientId: id }),
    onSuccess: async () => {
      close();
      notifyDone(t('disabledNow'));
      await queryClient.invalidateQueries({ queryKey: clientsQuery.queryKey });
      focusHeading();
    },
  });
  return (
    <>
      <Button variant="default" size="xs" aria-label={t('disableNamed', { name })} onClick={open}>
        {t('disable')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={close}
        title={t('disableTitle')}
        text={t('disableText', { name })}
        confirmLabel={t('disable')}
        isDangerous
        isPending={disabling.isPending}
        fault={disabling.error}
        onConfirm={() => disabling.mutate()}
      />
    </>
  );
}
