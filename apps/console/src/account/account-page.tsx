import { useTranslation } from 'react-i18next';
import { useAccount } from '../identity/account.query.ts';
import { AccountArea } from './account-area.tsx';
import { ProfileForm } from './profile-form.tsx';

export function AccountPage() {
  const { t } = useTranslation('account');
  const account = useAccount();
  return (
    <AccountArea title={t('profileTitle')} lead={t('profileLead')}>
      {account && <ProfileForm key={account.id} account={account} />}
    </AccountArea>
  );
}
