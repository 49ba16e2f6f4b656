import { Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { KeyIcon } from '../../shell/icons.tsx';
import rows from '../../shell/rows.module.css';
import { EmptyState } from '../../shell/states.tsx';
import { Loaded } from '../loaded.tsx';
import { ApiKeyRow } from './api-key-row.tsx';
import { CreateApiKeyDialog } from './create-api-key-dialog.tsx';
import { type KeyOwner, keysQuery } from './key-owner.ts';

type ApiKeysProps = {
  owner: KeyOwner;
  level: 2 | 3;
  /** Why there is no way to another one now. */
  refusal?: string | undefined;
};

/** The keys of an account: those there are, and the way to another one. */
export function ApiKeys({ owner, level, refusal }: ApiKeysProps) {
  const { t } = useTranslation('apiKeys');
  const [isCreating, { open, close }] = useDisclosure(false);
  const create = refusal === undefined ? <Button onClick={open}>{t('create')}</Button> : undefined;
  return (
    <>
      <Loaded query={useQuery(keysQuery(owner))}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              icon={<KeyIcon size={26} />}
              title={t('none')}
              text={refusal ?? t('noneText')}
              action={create}
            />
          ) : (
            <Stack gap="lg">
              <ul className={rows.rows}>
                {items.map((key) => (
                  <li key={key.id}>
                    <ApiKeyRow owner={owner} apiKey={key} level={level} />
                  </li>
                ))}
              </ul>
              {create ? <div>{create}</div> : <Text>{refusal}</Text>}
            </Stack>
          )
        }
      </Loaded>
      <CreateApiKeyDialog owner={owner} isOpen={isCreating} onClose={close} />
    </>
  );
}
