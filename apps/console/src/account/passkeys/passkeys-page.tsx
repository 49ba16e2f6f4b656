import { isPasskeySupported } from '@foyer/client/passkeys';
import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { PasskeyIcon } from '../../shell/icons.tsx';
import { Notice } from '../../shell/notice.tsx';
import rows from '../../shell/rows.module.css';
import { EmptyState } from '../../shell/states.tsx';
import { AccountArea } from '../account-area.tsx';
import { Loaded } from '../loaded.tsx';
import { AddPasskey } from './add-passkey.tsx';
import { PasskeyRow } from './passkey-row.tsx';
import { passkeysQuery } from './passkeys.query.ts';

export function PasskeysPage() {
  const { t } = useTranslation('passkeys');
  return (
    <AccountArea title={t('title')} lead={t('lead')}>
      <Passkeys />
    </AccountArea>
  );
}

function Passkeys() {
  const { t } = useTranslation('passkeys');
  const add = isPasskeySupported() ? <AddPasskey /> : <Notice tone="wait">{t('unsupported')}</Notice>;
  return (
    <Loaded query={useQuery(passkeysQuery)}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState icon={<PasskeyIcon size={26} />} title={t('none')} text={t('noneText')} action={add} />
        ) : (
          <Stack gap="lg">
            <ul className={rows.rows}>
              {items.map((passkey) => (
                <li key={passkey.id}>
                  <PasskeyRow passkey={passkey} />
                </li>
              ))}
            </ul>
            {add}
          </Stack>
        )
      }
    </Loaded>
  );
}
