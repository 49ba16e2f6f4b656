import type { Passkey } from '@foyer/client';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../../client/faults.ts';
import { foyer } from '../../client/foyer.ts';
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx';
import { focusHeading } from '../../shell/focus-heading.ts';
import { notifyDone } from '../../shell/notify.tsx';
import { useChangedPasskeys } from './use-changed-passkeys.ts';

export function RemovePasskey({ passkey: { id, name } }: { passkey: Passkey }) {
  const { t } = useTranslation('passkeys');
  const changed = useChangedPasskeys();
  const [isAsking, { open, close }] = useDisclosure(false);
  const removing = useMutation({
    mutationFn: async () => {
      await foyer.passkeys.remove({ passkeyId: id }).catch((error) => {
        // Gone already is what was wanted.
        if (codeOf(error) !== 'PASSKEY_NOT_FOUND') throw error;
      });
    },
    onSuccess: async () => {
      close();
      notifyDone(t('removed'));
      await changed();
      focusHeading();
    },
  });
  return (
    <>
      <Button variant="default" size="xs" aria-label={t('removeNamed', { name })} onClick={open}>
        {t('remove')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={close}
        title={t('removeTitle')}
        text={t('removeText', { name })}
        confirmLabel={t('remove')}
        isDangerous
        isPending={removing.isPending}
        fault={removing.error}
        onConfirm={() => removing.mutate()}
      />
    </>
  );
}
