import { Stack, TextInput } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../../client/faults.ts';
import { useFieldTexts } from '../../shell/field-texts.ts';
import { focusFirstComplaint } from '../../shell/focus-first-complaint.ts';
import { AddressField } from '../address-field.tsx';
import { addressComplaint, fullNameComplaint } from '../address-validation.ts';
import { FaultNotice } from '../fault-notice.tsx';
import { NewPasswordField } from '../new-password-field.tsx';
import { WaitButton } from '../wait-button.tsx';
import { Folded } from './folded.tsx';
import { MoreFields, moreComplaints } from './more-fields.tsx';
import type { RegistrationValues } from './registration-values.ts';
import { SecondStepChoice } from './second-step-choice.tsx';
import { useRegistrationForm } from './use-registration-form.ts';

type RegistrationFormProps = {
  initial: RegistrationValues;
  onSend: (values: RegistrationValues) => Promise<void>;
};

/** Who one is. All else is offered, not asked for. */
export function RegistrationForm({ initial, onSend }: RegistrationFormProps) {
  const { t } = useTranslation('identity');
  const fieldTexts = useFieldTexts();
  const element = useRef<HTMLFormElement>(null);
  const { form, fault, wait, parts } = useRegistrationForm(initial, onSend);
  const hasPassword = parts.password.isOpen;
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
                error={own === undefined ? fieldTexts(fault).fullName : t(own)}
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
                error={own === undefined ? fieldTexts(fault).address : t(own)}
              />
            );
          }}
        </form.Field>
        <form.Field
          name="password"
          validators={{
            onSubmit: ({ value, fieldApi }) => {
              const isBesideCode =
                hasPassword &&
                parts.secondStep.isOpen &&
                fieldApi.form.state.values.secondStep === 'mail-code';
              return isBesideCode && value === '' ? 'passwordMissing' : undefined;
            },
          }}
        >
          {(field) => {
            const [own] = field.state.meta.errors;
            return (
              <Folded {...parts.password} add={t('withPassword')} leaveOut={t('withoutPassword')}>
                <NewPasswordField
                  value={field.state.value}
                  onChange={field.handleChange}
                  fault={fault}
                  error={own && t(own)}
                />
              </Folded>
            );
          }}
        </form.Field>
        <form.Field name="secondStep">
          {(field) => (
            <Folded {...parts.secondStep} add={t('withSecondStep')} leaveOut={t('withoutSecondStep')}>
              <SecondStepChoice
                value={hasPassword ? field.state.value : 'totp'}
                onChange={field.handleChange}
                hasPassword={hasPassword}
              />
            </Folded>
          )}
        </form.Field>
        <form.Field
          name="more"
          validators={{ onSubmit: ({ value }) => (parts.more.isOpen ? moreComplaints(value) : undefined) }}
        >
          {(field) => (
            <Folded {...parts.more} add={t('moreAboutYou')} leaveOut={t('lessAboutYou')}>
              <MoreFields
                value={field.state.value}
                onChange={field.handleChange}
                complaints={field.state.meta.errors[0]}
                refused={fieldTexts(fault)}
              />
            </Folded>
          )}
        </form.Field>
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
