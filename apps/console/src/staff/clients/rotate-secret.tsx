import type { ApiClient } from '@foyer/client';
import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../client/foyer.ts';
import { DialogForm, FormDialog } from '../../shell/form-dialog.tsx';
import { ClientSecret } from './client-secret.tsx';

export function RotateSecret({ client: { id, name } }: { client: ApiClient }) {
  const { t } = useTranslation('apiClients');
  const [isOpen, { open, close }] = useDisclosure(false);
  const rotating = useMutation({ mutationFn: () => foyer.apiClients.rotateSecret({ clientId: id }) });
  const made = rotating.data;
  return (
    <>
      <Button variant="default" size="xs" aria-label={t('rotateNamed', { name })} onClick={open}>
        {t('rotate')}
      </Button>
      <FormDialog
        isOpen={isOpen}
        onClose={close}
        onClosed={rotating.reset}
        title={made ? t('secretTitle', { name }) : t('rotateTitle')}
        isLocked={made !== undefined}
      >
        {made ? (
          <ClientSecret made={made} onKept={close} />
        ) : (
          <DialogForm
            submitLabel={t('rotate')}
            onCancel={close}
            isPending={rotating.isPending}
            fault={rotating.error}
            onSubmit={() => rotating.mutate()}
          >
            <Text>{t('rotateText', { name })}</Text>
          </DialogForm>
        )}
      </FormDialog>
    </>
  );
}
