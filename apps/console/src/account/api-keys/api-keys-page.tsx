import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { KeyIcon } from '../../shell/icons.tsx';
import rows from '../../shell/rows.module.css';
import { EmptyState } from '../../shell/states.tsx';
import { AccountArea } from '../account-area.tsx';
import { Loaded } from '../loaded.tsx';
import { ApiKeyRow } from './api-key-row.tsx';
import { apiKeysQuery } from './api-keys.query.ts';
import { CreateApiKey } from './create-api-key.tsx';

export function ApiKeysPage() {
  const { t } = useTranslation('apiKeys');
  return (
    <AccountArea title={t('title')} lead={t('lead')}>
      <ApiKeys />
    </AccountArea>
  );
}

function ApiKeys() {
  const { t } = useTranslation('apiKeys');
  return (
    <Loaded query={useQuery(apiKeysQuery)}>
      {({ items }) => (
        <Stack gap="lg">
          {items.length === 0 ? (
            <EmptyState icon={<KeyIcon size={26} />} title={t('none')} text={t('noneText')} />
          ) : (
            <ul className={rows.rows}>
              {items.map((key) => (
                <li key={key.id}>
                  <ApiKeyRow apiKey={key} />
                </li>
              ))}
            </ul>
          )}
          <CreateApiKey />
        </Stack>
      )}
    </Loaded>
  );
}
