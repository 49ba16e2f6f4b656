import type { ApiKey } from '@foyer/client';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../../client/faults.ts';
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx';
import { focusHeading } from '../../shell/focus-heading.ts';
import { notifyDone } from '../../shell/notify.tsx';
import { askKeysAgain, type KeyOwner, revokeKeyOf } from './key-owner.ts';

export function RevokeApiKey({ owner, apiKey: { id, name, ending } }: { owner: KeyOwner; apiKey: ApiKey }) {
  const { t } = useTranslation('apiKeys');
  const queryClient = useQueryClient();
  const [isAsking, { open, close }] = useDisclosure(false);
  const revoking = useMutation({
    mutationFn: async () => {
      await revokeKeyOf(owner, id).catch((error) => {
        // Gone already is what was wanted.
        if (codeOf(error) !== 'API_KEY_NOT_FOUND') throw error;
      });
    },
    onSuccess: async () => {
      close();
      notifyDone(t('revoked'));
      await askKeysAgain(queryClient, owner);
      focusHeading();
    },
  });
  return (
    <>
      <Button variant="default" size="xs" aria-label={t('revokeNamed', { name, ending })} onClick={open}>
        {t('revoke')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={close}
        title={t('revokeTitle')}
        text={t('revokeText', { name })}
        confirmLabel={t('revoke')}
        isDangerous
        isPending={revoking.isPending}
        fault={revoking.error}
        onConfirm={() => revoking.mutate()}
      />
    </>
  );
}
