import type { Account } from '@foyer/client';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../shell/form-dialog.tsx';
import { NewAddressForm, type PendingAddress } from './new-address-form.tsx';
import { RedeemAddressForm } from './redeem-address-form.tsx';

/** The new address is given, then shown to be read by whoever gave it. */
export function ChangeAddress({ account }: { account: Account }) {
  const { t } = useTranslation('security');
  const [isOpen, { open, close }] = useDisclosure(false);
  const [pending, setPending] = useState<PendingAddress | null>(null);
  return (
    <>
      <Button variant="default" size="xs" onClick={open}>
        {t('changeAddress')}
      </Button>
      <FormDialog
        isOpen={isOpen}
        onClose={close}
        onClosed={() => setPending(null)}
        title={t('changeAddress')}
      >
        {pending === null ? (
          <NewAddressForm account={account} onSent={setPending} onCancel={close} />
        ) : (
          <RedeemAddressForm pending={pending} onDone={close} onCancel={close} />
        )}
      </FormDialog>
    </>
  );
}
