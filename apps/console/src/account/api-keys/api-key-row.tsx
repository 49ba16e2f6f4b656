import type { ApiKey } from '@foyer/client';
import { useTranslation } from 'react-i18next';
import { KeyIcon } from '../../shell/icons.tsx';
import { Tag } from '../../shell/tag.tsx';
import { useTimeFormat } from '../../times/use-time-format.ts';
import { AccountRow } from '../account-row.tsx';
import type { KeyOwner } from './key-owner.ts';
import { RevokeApiKey } from './revoke-api-key.tsx';
import { scopeText } from './scopes.ts';

type ApiKeyRowProps = { owner: KeyOwner; apiKey: ApiKey; level: 2 | 3 };

export function ApiKeyRow({ owner, apiKey, level }: ApiKeyRowProps) {
  const { t } = useTranslation('apiKeys');
  const format = useTimeFormat();
  const { name, ending, scopes, createdAt, expiresAt, lastUsedAt } = apiKey;
  const isOver = expiresAt.getTime() <= Date.now();
  const used = lastUsedAt ? t('lastUsed', { time: format.relative(lastUsedAt, new Date()) }) : t('neverUsed');
  return (
    <AccountRow
      level={level}
      icon={<KeyIcon size={22} />}
      name={name}
      tag={isOver && <Tag tone="bad">{t('over')}</Tag>}
      actions={<RevokeApiKey owner={owner} apiKey={apiKey} />}
    >
      <div>{scopes.map((scope) => t(scopeText(scope, owner))).join(' · ')}</div>
      <div>
        {t('ends', { ending })} · {t(isOver ? 'expired' : 'expires', { time: format.dateTime(expiresAt) })}
      </div>
      <div>
        {t('created', { time: format.dateTime(createdAt) })}, {used}
      </div>
    </AccountRow>
  );
}
