import type { SignInOutcome } from '@foyer/client';
import { isPasskeySupported } from '@foyer/client/passkeys';
import { Button, Divider, Stack } from '@mantine/core';
import { useForm } from '@tanstack/react-form';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { retryAfterSecondsOf } from '../../client/faults.ts';
import { useFieldTexts } from '../../shell/field-texts.ts';
import { focusFirstComplaint } from '../../shell/focus-first-complaint.ts';
import { useCountdown } from '../../times/use-countdown.ts';
import { AddressField } from '../address-field.tsx';
import { addressComplaint } from '../address-validation.ts';
import { FaultNotice } from '../fault-notice.tsx';
import { rememberAddress, typedAddress } from '../typed-address.ts';
import { WaitButton } from '../wait-button.tsx';
import { PasskeyButton } from './passkey-button.tsx';

type StartFormProps = {
  onCode: (address: string) => Promise<void>;
  onPassword: (address: string) => void;
  onPasskey: (outcome: SignInOutcome) => Promise<void>;
};

/** First screen of signing in: the address and how to go on from it, or a passkey, which needs no address. */
export function StartForm({ onCode, onPassword, onPasskey }: StartFormProps) {
  const { t } = useTranslation('identity');
  const fieldTexts = useFieldTexts();
  const element = useRef<HTMLFormElement>(null);
  const wait = useCountdown();
  const [fault, setFault] = useState<unknown>(null);
  const form = useForm({
    defaultValues: { address: typedAddress() },
    canSubmitWhenInvalid: true,
    onSubmitMeta: { way: 'code' as 'code' | 'password' },
    onSubmit: async ({ value, meta }) => {
      const address = value.address.trim();
      if (addressComplaint(address) !== undefined) return;
      rememberAddress(address);
      setFault(null);
      if (meta.way === 'password') return onPassword(address);
      if (wait.secondsLeft > 0) return;
      try {
        await onCode(address);
      } catch (error) {
        wait.start(retryAfterSecondsOf(error) ?? 0);
        setFault(error);
      }
    },
  });
  async function goOn(way: 'code' | 'password'): Promise<void> {
    await form.handleSubmit({ way });
    focusFirstComplaint(element.current);
  }
  return (
    <Stack gap="lg">
      <form
        ref={element}
        noValidate
        onSubmit={(submission) => {
          submission.preventDefault();
          void goOn('code');
        }}
      >
        <Stack gap="md">
          <form.Field name="address" validators={{ onSubmit: ({ value }) => addressComplaint(value) }}>
            {(field) => {
              const [own] = field.state.meta.errors;
              return (
                <AddressField
                  autoComplete="username webauthn"
                  value={field.state.value}
                  onChange={field.handleChange}
                  error={own === undefined ? fieldTexts(fault).address : t(own)}
                />
              );
            }}
          </form.Field>
          <FaultNotice fault={fault} />
          <form.Subscribe selector={(state) => state.isSubmitting}>
            {(isSubmitting) => (
              <WaitButton
                type="submit"
                size="md"
                fullWidth
                label={t('sendCode')}
                secondsLeft={wait.secondsLeft}
                loading={isSubmitting}
              />
            )}
          </form.Subscribe>
          <Button variant="subtle" size="compact-md" fullWidth onClick={() => void goOn('password')}>
            {t('usePassword')}
          </Button>
        </Stack>
      </form>
      {isPasskeySupported() && (
        <>
          <Divider label={t('or')} labelPosition="center" />
          <PasskeyButton onShown={onPasskey} />
        </>
      )}
    </Stack>
  );
}
