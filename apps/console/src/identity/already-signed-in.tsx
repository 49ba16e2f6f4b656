import type { Account } from '@foyer/client';
import { Button } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CheckIcon } from '../shell/icons.tsx';
import { MessagePage } from '../shell/message-page.tsx';
import { internalAddress } from './internal-address.ts';

/** What a way in shows to somebody who is in. */
export function AlreadySignedIn({ account, next }: { account: Account; next?: string | undefined }) {
  const { t } = useTranslation('identity');
  const router = useRouter();
  return (
    <MessagePage
      icon={<CheckIcon size={34} />}
      title={t('alreadySignedIn', { name: account.fullName })}
      text={account.address}
      action={<Button onClick={() => router.history.push(internalAddress(next))}>{t('goOn')}</Button>}
    />
  );
}
