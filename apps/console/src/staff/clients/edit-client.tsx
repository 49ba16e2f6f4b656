import type { ApiClient } from '@foyer/client';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../client/foyer.ts';
import { FormDialog } from '../../shell/form-dialog.tsx';
import { notifyDone } from '../../shell/notify.tsx';
import { ClientForm, type ClientValues } from './client-form.tsx';
import { clientsQuery } from './clients.query.ts';

export function EditClient({ client: { id, name, origins } }: { client: ApiClient }) {
  const { t } = useTranslation(['apiClients', 'shell']);
  const queryClient = useQueryClient();
  const [isOpen, { open, close }] = useDisclosure(false);
  const saving = useMutation({
    mutationFn: (values: ClientValues) => foyer.apiClients.update({ clientId: id, ...values }),
    onSuccess: async () => {
      close();
      notifyDone(t('apiClients:saved'));
      await queryClient.invalidateQueries({ queryKey: clientsQuery.queryKey });
    },
  });
  return (
    <>
      <Button variant="default" size="xs" aria-label={t('apiClients:editNamed', { name })} onClick={open}>
        {t('apiClients:edit')}
      </Button>
      <FormDialog isOpen={isOpen} onClose={close} title={t('apiClients:editTitle')}>
        <ClientForm
          initial={{ name, origins }}
          submitLabel={t('shell:save')}
          isPending={saving.isPending}
          fault={saving.error}
          onSubmit={(values) => saving.mutate(values)}
          onCancel={close}
        />
      </FormDialog>
    </>
  );
}
