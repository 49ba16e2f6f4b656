import type { Account } from '@foyer/client';
import { Button, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useForm } from '@tanstack/react-form';
import { useQueryClient } from '@tanstack/react-query';
import i18next from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { foyer } from '../client/foyer.ts';
import { accountKey } from '../client/query-client.ts';
import { fullNameComplaint } from '../identity/address-validation.ts';
import { languages } from '../languages/languages.ts';
import { chooseLanguage } from '../languages/start-languages.ts';
import { useFaultText } from '../shell/fault-text.ts';
import { Notice } from '../shell/notice.tsx';
import { notifyDone } from '../shell/notify.tsx';

export function ProfileForm({ account }: { account: Account }) {
  const { t } = useTranslation(['account', 'identity', 'shell']);
  const faultText = useFaultText();
  const queryClient = useQueryClient();
  const [fault, setFault] = useState<unknown>(null);
  const form = useForm({
    defaultValues: { fullName: account.fullName, locale: account.locale },
    onSubmit: async ({ value }) => {
      setFault(null);
      try {
        const saved = await foyer.accounts.updateProfile({ ...value, fullName: value.fullName.trim() });
        queryClient.setQueryData(accountKey, saved);
        await chooseLanguage(saved.locale);
        notifyDone(i18next.t('saved', { ns: 'account' }));
      } catch (error) {
        setFault(error);
      }
    },
  });
  return (
    <form
      noValidate
      onSubmit={(submission) => {
        submission.preventDefault();
        void form.handleSubmit();
      }}
    >
      <Stack gap="lg" maw="26rem">
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
              error={field.state.meta.errors[0] && t(`identity:${field.state.meta.errors[0]}`)}
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
