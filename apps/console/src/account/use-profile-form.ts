import type { Account } from '@foyer/client';
import { useForm } from '@tanstack/react-form';
import { useQueryClient } from '@tanstack/react-query';
import i18next from 'i18next';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { foyer } from '../client/foyer.ts';
import { accountKey } from '../client/query-client.ts';
import { chooseLanguage } from '../languages/start-languages.ts';
import { notifyDone } from '../shell/notify.tsx';
import { signalPasskeys } from './passkeys/signal-passkeys.ts';
import { profileInputOf, profileValuesOf } from './profile-values.ts';

/** The form of a profile, and why the API refused it when it was last sent. */
export function useProfileForm(account: Account, onInvalid: () => void) {
  const queryClient = useQueryClient();
  const [fault, setFault] = useState<unknown>(null);
  const form = useForm({
    defaultValues: profileValuesOf(account),
    canSubmitWhenInvalid: true,
    onSubmitInvalid: onInvalid,
    onSubmit: async ({ value }) => {
      setFault(null);
      try {
        const saved = await foyer.accounts.updateProfile(profileInputOf(value));
        queryClient.setQueryData(accountKey, saved);
        // Keepers of passkeys show the name beside the passkey.
        if (saved.fullName !== account.fullName) signalPasskeys();
        form.reset(profileValuesOf(saved));
        await chooseLanguage(saved.locale);
        notifyDone(i18next.t('saved', { ns: 'account' }));
      } catch (error) {
        flushSync(() => setFault(error));
        onInvalid();
      }
    },
  });
  return { form, fault };
}
