import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../client/foyer.ts';
import { FormDialog } from '../../shell/form-dialog.tsx';
import { ClientForm, type ClientValues } from './client-form.tsx';
import { ClientSecret } from './client-secret.tsx';
import { clientsQuery } from './clients.query.ts';

type CreateClientDialogProps = { isOpen: boolean; onClose: () => void };

export function CreateClientDialog({ isOpen, onClose }: CreateClientDialogProps) {
  const { t } = useTranslation('apiClients');
  const queryClient = useQueryClient();
  const making = useMutation({
    mutationFn: (values: ClientValues) => foyer.apiClients.create(values),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: clientsQuery.queryKey }),
  });
  const made = making.data;
  return (
    <FormDialog
      isOpen={isOpen}
      onClose={onClose}
      onClosed={making.reset}
      title={made ? t('secretTitle', { name: making.variables.name }) : t('createTitle')}
      isLocked={made !== undefined}
    >
      {made ? (
        <ClientSecret made={made} onKept={onClose} />
      ) : (
        <ClientForm
          initial={{ name: '', origins: [] }}
          submitLabel={t('register')}
          isPending={making.isPending}
          fault={making.error}
          onSubmit={(values) => making.mutate(values)}
          onCancel={onClose}
        />
      )}
    </FormDialog>
  );
}
