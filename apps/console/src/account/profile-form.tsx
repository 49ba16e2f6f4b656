import type { Account } from '@foyer/client';
import { Button, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { fullNameComplaint } from '../identity/address-validation.ts';
import { languages } from '../languages/languages.ts';
import { useFaultText } from '../shell/fault-text.ts';
import { useFieldTexts } from '../shell/field-texts.ts';
import { focusFirstComplaint } from '../shell/focus-first-complaint.ts';
import { Notice } from '../shell/notice.tsx';
import { AboutField } from './about-field.tsx';
import { OrganisationField } from './organisation-field.tsx';
import { OwnTimeZoneField } from './own-time-zone-field.tsx';
import { aboutComplaint, organisationComplaint } from './profile-values.ts';
import { useProfileForm } from './use-profile-form.ts';

export function ProfileForm({ account }: { account: Account }) {
  const { t } = useTranslation(['account', 'identity', 'shell']);
  const faultText = useFaultText();
  const fieldTexts = useFieldTexts();
  const element = useRef<HTMLFormElement>(null);
  const { form, fault } = useProfileForm(account, () => focusFirstComplaint(element.current));
  const refused = fieldTexts(fault);
  return (
    <form
      ref={element}
      noValidate
      onSubmit={(submission) => {
        submission.preventDefault();
        void form.handleSubmit();
      }}
    >
      <Stack gap="lg" maw="30rem">
        <TextInput
          label={t('identity:address')}
          description={t('account:addressHint')}
          value={account.address}
          readOnly
          size="md"
          variant="filled"
        />
        <form.Field name="fullName" validators={{ onSubmit: ({ value }) => fullNameComplaint(value) }}>
          {(field) => (
            <TextInput
              label={t('identity:fullName')}
              description={t('identity:fullNameHint')}
              autoComplete="name"
              required
              withAsterisk={false}
              size="md"
              value={field.state.value}
              onChange={(change) => field.handleChange(change.currentTarget.value)}
              error={
                field.state.meta.errors[0] ? t(`identity:${field.state.meta.errors[0]}`) : refused.fullName
              }
            />
          )}
        </form.Field>
        <form.Field
          name="organisation"
          validators={{ onSubmit: ({ value }) => organisationComplaint(value) }}
        >
          {(field) => (
            <OrganisationField
              value={field.state.value}
              onChange={field.handleChange}
              error={
                field.state.meta.errors[0] ? t(`account:${field.state.meta.errors[0]}`) : refused.organisation
              }
            />
          )}
        </form.Field>
        <form.Field name="about" validators={{ onSubmit: ({ value }) => aboutComplaint(value) }}>
          {(field) => (
            <AboutField
              value={field.state.value}
              onChange={field.handleChange}
              error={field.state.meta.errors[0] ? t(`account:${field.state.meta.errors[0]}`) : refused.about}
            />
          )}
        </form.Field>
        <form.Field name="timeZone">
          {(field) => (
            <OwnTimeZoneField
              value={field.state.value}
              onChange={field.handleChange}
              error={refused.timeZone}
            />
          )}
        </form.Field>
        <form.Field name="locale">
          {(field) => (
            <NativeSelect
              label={t('account:mailLanguage')}
              size="md"
              value={field.state.value}
              onChange={(change) => field.handleChange(change.currentTarget.value as Account['locale'])}
              data={languages.map(({ code, name }) => ({ value: code, label: name }))}
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
            <Button type="submit" size="md" loading={isSubmitting} style={{ alignSelf: 'flex-start' }}>
              {t('shell:save')}
            </Button>
          )}
        </form.Subscribe>
      </Stack>
    </form>
  );
}
