import type { SignInOutcome } from '@foyer/client';
import { signInWithPasskey } from '@foyer/client/passkeys';
import { Button, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../client/foyer.ts';
import { PasskeyIcon } from '../../shell/icons.tsx';
import { FaultNotice } from '../fault-notice.tsx';
import { usePasskeyAutofill } from './use-passkey-autofill.ts';

type PasskeyButtonProps = { onShown: (outcome: SignInOutcome) => Promise<void> };

/** Signs in with whichever passkey the browser has; it offers the same where the address is typed. */
export function PasskeyButton({ onShown }: PasskeyButtonProps) {
  const { t } = useTranslation('identity');
  const autofill = usePasskeyAutofill(onShown);
  const showing = useMutation({
    mutationFn: async () => onShown(await signInWithPasskey(foyer)),
    onMutate: autofill.forgetFault,
    // The browser does one thing at a time: the press has ended its offer in the field.
    onError: autofill.offerAgain,
  });
  return (
    <Stack gap="md">
      <FaultNotice fault={showing.error ?? autofill.fault} />
      <Button
        variant="default"
        size="md"
        fullWidth
        leftSection={<PasskeyIcon />}
        onClick={() => showing.mutate()}
        loading={showing.isPending}
      >
        {t('signInWithPasskey')}
      </Button>
    </Stack>
  );
}
