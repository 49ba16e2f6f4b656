import { Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { codeOf } from '../../client/faults.ts';
import { foyer } from '../../client/foyer.ts';
import { accountKey } from '../../client/query-client.ts';
import { useFaultText } from '../../shell/fault-text.ts';
import { DialogForm } from '../../shell/form-dialog.tsx';
import { notifyDone } from '../../shell/notify.tsx';
import { signalPasskeys } from '../passkeys/signal-passkeys.ts';
import { DigitsField } from './digits-field.tsx';
import type { PendingAddress } from './new-address-form.tsx';

type RedeemAddressFormProps = { pending: PendingAddress; onDone: () => void; onCancel: () => void };

export function RedeemAddressForm({ pending, onDone, onCancel }: RedeemAddressFormProps) {
  const { t } = useTranslation(['security', 'identity']);
  const faultText = useFaultText();
  const queryClient = useQueryClient();
  const [code, setCode] = useState('');
  const [complaint, setComplaint] = useState<string>();
  const confirming = useMutation({
    mutationFn: async () => {
      await foyer.addressChanges.confirm({ ticket: pending.ticket, code });
      return foyer.accounts.me({});
    },
    onSuccess: (account) => {
      queryClient.setQueryData(accountKey, account);
      // Keepers of passkeys show the address beside the passkey.
      signalPasskeys();
      notifyDone(t('security:addressChanged', { address: account.address }));
      onDone();
    },
  });
  const isWrong = codeOf(confirming.error) === 'CODE_WRONG';
  return (
    <DialogForm
      submitLabel={t('security:confirm')}
      onCancel={onCancel}
      isPending={confirming.isPending}
      fault={isWrong ? null : confirming.error}
      onSubmit={() => {
        setComplaint(code.length === 8 ? undefined : t('security:eightDigits'));
        if (code.length === 8) confirming.mutate();
      }}
    >
      <Text>
        <Trans
          t={t}
          i18nKey="identity:codeSentTo"
          values={{ address: pending.address }}
          components={{ strong: <strong /> }}
        />
      </Text>
      <DigitsField
        label={t('identity:code')}
        length={8}
        value={code}
        onChange={(digits) => {
          setCode(digits);
          setComplaint(undefined);
          confirming.reset();
        }}
        error={complaint ?? (isWrong ? faultText(confirming.error) : undefined)}
      />
    </DialogForm>
  );
}
