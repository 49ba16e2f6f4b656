import { useTranslation } from 'react-i18next';
import { useAccount } from '../identity/account.query.ts';
import { SignedInOnly } from '../identity/signed-in-only.tsx';
import { Page } from '../shell/page.tsx';
import { AccountSections } from './account-sections.tsx';
import { ProfileForm } from './profile-form.tsx';

export function AccountPage() {
  const { t } = useTranslation('account');
  const account = useAccount();
  return (
    <SignedInOnly>
      <Page width="reading" title={t('profileTitle')} lead={t('profileLead')}>
        <AccountSections />
        {account && <ProfileForm key={account.id} account={account} />}
      </Page>
    </SignedInOnly>
  );
}
