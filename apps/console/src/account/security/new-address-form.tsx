import type { Account } from '@foyer/client';
import { confirmWithPasskey } from '@foyer/client/passkeys';
import { Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../../client/faults.ts';
import { foyer } from '../../client/foyer.ts';
import { addressComplaint } from '../../identity/address-validation.ts';
import { useFaultText } from '../../shell/fault-text.ts';
import { DialogForm } from '../../shell/form-dialog.tsx';
import { useRefusal } from '../../shell/refusal.ts';

/** A code was sent to it and not entered yet. */
export type PendingAddress = { ticket: string; address: string };

type NewAddressFormProps = {
  account: Account;
  onSent: (pending: PendingAddress) => void;
  onCancel: () => void;
};

export function NewAddressForm({ account, onSent, onCancel }: NewAddressFormProps) {
  const { t } = useTranslation(['security', 'identity']);
  const faultText = useFaultText();
  const [address, setAddress] = useState('');
  const [wasSent, setWasSent] = useState(false);
  const starting = useMutation({
    mutationFn: () => startChange(address.trim()),
    onSuccess: ({ ticket }) => onSent({ ticket, address: address.trim() }),
  });
  const complaint = wasSent ? addressComplaint(address) : undefined;
  const { at, fault } = useRefusal(starting.error, ['address']);
  const refused = codeOf(starting.error) === 'ADDRESS_UNCHANGED' ? faultText(starting.error) : undefined;
  return (
    <DialogForm
      submitLabel={t('identity:sendCode')}
      onCancel={onCancel}
      isPending={starting.isPending}
      fault={refused === undefined ? fault : null}
      onSubmit={() => {
        setWasSent(true);
        if (addressComplaint(address) === undefined) starting.mutate();
      }}
    >
      <Text>{t('security:changeAddressText', { address: account.address })}</Text>
      <TextInput
        label={t('security:newAddress')}
        type="email"
        inputMode="email"
        autoComplete="email"
        autoCapitalize="off"
        spellCheck={false}
        required
        withAsterisk={false}
        size="md"
        data-autofocus
        value={address}
        onChange={(change) => {
          setAddress(change.currentTarget.value);
          starting.reset();
        }}
        error={complaint ? t(`identity:${complaint}`) : (refused ?? at.address)}
      />
    </DialogForm>
  );
}

/** Whoever has a passkey must have shown it last; what was fresh by other means is confirmed with it. */
async function startChange(address: string) {
  try {
    return await foyer.addressChanges.start({ address });
  } catch (error) {
    if (codeOf(error) !== 'PASSKEY_REQUIRED') throw error;
    await confirmWithPasskey(foyer);
    return foyer.addressChanges.start({ address });
  }
}
