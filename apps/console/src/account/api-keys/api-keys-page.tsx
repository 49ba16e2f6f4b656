import { useTranslation } from 'react-i18next';
import { useAccount } from '../../identity/account.query.ts';
import { AccountArea } from '../account-area.tsx';
import { ApiKeys } from './api-keys.tsx';

export function ApiKeysPage() {
  const { t } = useTranslation('apiKeys');
  const account = useAccount();
  return (
    <AccountArea title={t('title')} lead={t('lead')}>
      {account && <ApiKeys owner={account} level={2} />}
    </AccountArea>
  );
}
