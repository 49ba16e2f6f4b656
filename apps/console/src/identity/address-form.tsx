import { Stack, TextInput } from '@mantine/core';
import { useForm } from '@tanstack/react-form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldsOf, retryAfterSecondsOf } from '../client/faults.ts';
import type { en } from '../languages/en/en.ts';
import { useFaultText } from '../shell/fault-text.ts';
import { Notice } from '../shell/notice.tsx';
import { useCountdown } from '../times/use-countdown.ts';
import { addressComplaint, fullNameComplaint } from './address-validation.ts';
import { WaitButton } from './wait-button.tsx';

export type AddressFormValues = { address: string; fullName: string };

type AddressFormProps = { asksName: boolean; onSend: (values: AddressFormValues) => Promise<void> };

/** First step of every way in. */
export function AddressForm({ asksName, onSend }: AddressFormProps) {
  const { t } = useTranslation('identity');
  const faultText = useFaultText();
  const wait = useCountdown();
  const [fault, setFault] = useState<unknown>(null);
  const form = useForm({
    defaultValues: { address: '', fullName: '' },
    canSubmitWhenInvalid: true,
    onSubmit: async ({ value }) => {
      setFault(null);
      try {
        await onSend({ address: value.address.trim(), fullName: value.fullName.trim() });
      } catch (error) {
        wait.start(retryAfterSecondsOf(error) ?? 0);
        setFault(error);
      }
    },
  });

  function complaint(name: keyof AddressFormValues, own: keyof typeof en.identity | undefined) {
    return own === undefined ? fieldsOf(fault)[name] : t(own);
  }

  return (
    <form
      noValidate
      onSubmit={(submission) => {
        submission.preventDefault();
        if (wait.secondsLeft === 0) void form.handleSubmit();
      }}
    >
      <Stack gap="lg">
        {asksName && (
          <form.Field name="fullName" validators={{ onSubmit: ({ value }) => fullNameComplaint(value) }}>
            {(field) => (
              <TextInput
                label={t('fullName')}
                description={t('fullNameHint')}
                name="name"
                autoComplete="name"
                required
                withAsterisk={false}
                size="md"
                value={field.state.value}
                onChange={(change) => field.handleChange(change.currentTarget.value)}
                error={complaint(field.name, field.state.meta.errors[0])}
              />
            )}
          </form.Field>
        )}
        <form.Field name="address" validators={{ onSubmit: ({ value }) => addressComplaint(value) }}>
          {(field) => (
            <TextInput
              label={t('address')}
              name="email"
              type="email"
              autoComplete="email"
              autoCapitalize="off"
              spellCheck={false}
              required
              withAsterisk={false}
              size="md"
              value={field.state.value}
              onChange={(change) => field.handleChange(change.currentTarget.value)}
              error={complaint(field.name, field.state.meta.errors[0])}
            />
          )}
        </form.Field>
        {fault !== null && (
          <Notice tone="bad" role="alert">
            {faultText(fault)}
          </Notice>
        )}
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
      </Stack>
    </form>
  );
}
