import type { Account } from '@foyer/client';
import { useMutation } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { foyer } from '../client/foyer.ts';
import { chooseLanguage, chosenLanguage } from '../languages/start-languages.ts';
import { useFaultText } from '../shell/fault-text.ts';
import { notifyDone, notifyFailed } from '../shell/notify.tsx';
import { internalAddress } from './internal-address.ts';

/** What follows from having signed in: a welcome in the account's language, and on to where one was going. */
export function useEnter(): (account: Account, next: string | undefined) => Promise<void> {
  const router = useRouter();
  return async (account, next) => {
    if (chosenLanguage() === undefined) await chooseLanguage(account.locale);
    notifyDone(i18next.t('welcome', { ns: 'identity', name: account.fullName }));
    router.history.push(internalAddress(next));
  };
}

export function useSignOut() {
  const navigate = useNavigate();
  const faultText = useFaultText();
  const { t } = useTranslation();
  return useMutation({
    mutationFn: async () => {
      // Away first: a page that is for those who are signed in would ask for a sign-in.
      await navigate({ to: '/' });
      await foyer.session.signOut();
    },
    onSuccess: () => notifyDone(t('signedOut')),
    onError: (error) => notifyFailed(faultText(error)),
  });
}
