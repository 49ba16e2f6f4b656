import { Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../client/foyer.ts';
import { DialogForm } from '../../shell/form-dialog.tsx';
import type { FactorDialogState } from './use-factor-dialog.ts';

type KnownFactorFormProps = { kind: 'mail-code' | 'passkey'; dialog: FactorDialogState };

/** What the account has already, the mailbox or a passkey, is asked for from now on. */
export function KnownFactorForm({ kind, dialog }: KnownFactorFormProps) {
  const { t } = useTranslation('security');
  const adding = useMutation({
    mutationFn: () =>
      kind === 'passkey' ? foyer.secondFactors.addPasskey({}) : foyer.secondFactors.addMailCode({}),
    onSuccess: dialog.added,
  });
  return (
    <DialogForm
      submitLabel={t('turnOn')}
      onCancel={dialog.close}
      isPending={adding.isPending}
      fault={adding.error}
      onSubmit={() => adding.mutate()}
    >
      <Text>{t(kind === 'passkey' ? 'addPasskeyFactorText' : 'addMailCodeFactorText')}</Text>
    </DialogForm>
  );
}
