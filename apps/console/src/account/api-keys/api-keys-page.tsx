import { Button, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { KeyIcon } from '../../shell/icons.tsx';
import rows from '../../shell/rows.module.css';
import { EmptyState } from '../../shell/states.tsx';
import { AccountArea } from '../account-area.tsx';
import { Loaded } from '../loaded.tsx';
import { ApiKeyRow } from './api-key-row.tsx';
import { apiKeysQuery } from './api-keys.query.ts';
import { CreateApiKeyDialog } from './create-api-key-dialog.tsx';

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
  const [isCreating, { open, close }] = useDisclosure(false);
  const create = <Button onClick={open}>{t('create')}</Button>;
  return (
    <>
      <Loaded query={useQuery(apiKeysQuery)}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={<KeyIcon size={26} />} title={t('none')} text={t('noneText')} action={create} />
          ) : (
            <Stack gap="lg">
              <ul className={rows.rows}>
                {items.map((key) => (
                  <li key={key.id}>
                    <ApiKeyRow apiKey={key} />
                  </li>
                ))}
              </ul>
              <div>{create}</div>
            </Stack>
          )
        }
      </Loaded>
      <CreateApiKeyDialog isOpen={isCreating} onClose={close} />
    </>
  );
}
