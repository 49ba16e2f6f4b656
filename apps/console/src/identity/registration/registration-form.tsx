import { Button, Checkbox, Collapse, Stack, TextInput } from '@mantine/core';
import { useForm } from '@tanstack/react-form';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf, fieldsOf, retryAfterSecondsOf } from '../../client/faults.ts';
import { focusFirstComplaint } from '../../shell/focus-first-complaint.ts';
import { useCountdown } from '../../times/use-countdown.ts';
import { AddressField } from '../address-field.tsx';
import { addressComplaint, fullNameComplaint } from '../address-validation.ts';
import { FaultNotice } from '../fault-notice.tsx';
import { NewPasswordField } from '../new-password-field.tsx';
import { rememberAddress } from '../typed-address.ts';
import { WaitButton } from '../wait-button.tsx';
import classes from './registration-form.module.css';

export type RegistrationValues = {
  fullName: string;
  address: string;
  /** Empty for none. */
  password: string;
  asksForCode: boolean;
};

type RegistrationFormProps = {
  initial: RegistrationValues;
  onSend: (values: RegistrationValues) => Promise<void>;
};

/** Who one is. A password is offered, not asked for. */
export function RegistrationForm({ initial, onSend }: RegistrationFormProps) {
  const { t } = useTranslation('identity');
  const element = useRef<HTMLFormElement>(null);
  const wait = useCountdown();
  const [fault, setFault] = useState<unknown>(null);
  const [hasPassword, setHasPassword] = useState(initial.password !== '');
  const form = useForm({
    defaultValues: initial,
    canSubmitWhenInvalid: true,
    onSubmit: async ({ value }) => {
      setFault(null);
      const address = value.address.trim();
      rememberAddress(address);
      const password = hasPassword ? value.password : '';
      const asksForCode = password !== '' && value.asksForCode;
      try {
        await onSend({ fullName: value.fullName.trim(), address, password, asksForCode });
      } catch (error) {
        wait.start(retryAfterSecondsOf(error) ?? 0);
        setFault(error);
      }
    },
  });
  useEffect(() => {
    if (fault !== null) focusFirstComplaint(element.current);
  }, [fault]);
  return (
    <form
      ref={element}
      noValidate
      onSubmit={async (submission) => {
        submission.preventDefault();
        if (wait.secondsLeft > 0) return;
        await form.handleSubmit();
        focusFirstComplaint(element.current);
      }}
    >
      <Stack gap="lg">
        <form.Field name="fullName" validators={{ onSubmit: ({ value }) => fullNameComplaint(value) }}>
          {(field) => {
            const [own] = field.state.meta.errors;
            return (
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
                error={own === undefined ? fieldsOf(fault).fullName : t(own)}
              />
            );
          }}
        </form.Field>
        <form.Field name="address" validators={{ onSubmit: ({ value }) => addressComplaint(value) }}>
          {(field) => {
            const [own] = field.state.meta.errors;
            return (
              <AddressField
                autoComplete="email"
                value={field.state.value}
                onChange={field.handleChange}
                error={own === undefined ? fieldsOf(fault).address : t(own)}
              />
            );
          }}
        </form.Field>
        <Stack gap="md">
          <Button
            variant="subtle"
            size="compact-md"
            onClick={() => setHasPassword(!hasPassword)}
            aria-expanded={hasPassword}
            className={classes.toggle}
          >
            {t(hasPassword ? 'withoutPassword' : 'withPassword')}
          </Button>
          <Collapse expanded={hasPassword} keepMounted={false}>
            <Stack gap="md">
              <form.Field name="password">
                {(field) => (
                  <NewPasswordField value={field.state.value} onChange={field.handleChange} fault={fault} />
                )}
              </form.Field>
              <form.Field name="asksForCode">
                {(field) => (
                  <Checkbox
                    label={t('asksForCode')}
                    description={t('asksForCodeHint')}
                    checked={field.state.value}
                    onChange={(change) => field.handleChange(change.currentTarget.checked)}
                  />
                )}
              </form.Field>
            </Stack>
          </Collapse>
        </Stack>
        {codeOf(fault) !== 'PASSWORD_WEAK' && <FaultNotice fault={fault} />}
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
