import type { ApiKey } from '@foyer/client';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../../client/faults.ts';
import { foyer } from '../../client/foyer.ts';
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx';
import { focusHeading } from '../../shell/focus-heading.ts';
import { notifyDone } from '../../shell/notify.tsx';
import { apiKeysQuery } from './api-keys.query.ts';

export function RevokeApiKey({ apiKey: { id, name, ending } }: { apiKey: ApiKey }) {
  const { t } = useTranslation('apiKeys');
  const queryClient = useQueryClient();
  const [isAsking, { open, close }] = useDisclosure(false);
  const revoking = useMutation({
    mutationFn: async () => {
      await foyer.apiKeys.revoke({ keyId: id }).catch((error) => {
        // Gone already is what was wanted.
        if (codeOf(error) !== 'API_KEY_NOT_FOUND') throw error;
      });
    },
    onSuccess: async () => {
      close();
      notifyDone(t('revoked'));
      await queryClient.invalidateQueries({ queryKey: apiKeysQuery.queryKey });
      focusHeading();
    },
  });
  return (
    <>
      <Button
        variant="default"
        size="xs"
        aria-label={t('revokeNamed', { name, ending })}
        onClick={() => {
          revoking.reset();
          open();
        }}
      >
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
