import type { ApiKey } from '@foyer/client';
import { useTranslation } from 'react-i18next';
import { localeFor } from '../../languages/languages.ts';
import { KeyIcon } from '../../shell/icons.tsx';
import { Tag } from '../../shell/tag.tsx';
import { useTimeFormat } from '../../times/use-time-format.ts';
import { AccountRow } from '../account-row.tsx';
import { RevokeApiKey } from './revoke-api-key.tsx';
import { scopeTexts } from './scopes.ts';

export function ApiKeyRow({ apiKey }: { apiKey: ApiKey }) {
  const { t, i18n } = useTranslation('apiKeys');
  const format = useTimeFormat();
  const { name, ending, scopes, createdAt, expiresAt, lastUsedAt } = apiKey;
  const isOver = expiresAt.getTime() <= Date.now();
  const list = new Intl.ListFormat(localeFor(i18n.language), { type: 'unit' });
  const used = lastUsedAt ? t('lastUsed', { time: format.relative(lastUsedAt, new Date()) }) : t('neverUsed');
  return (
    <AccountRow
      level={2}
      icon={<KeyIcon size={22} />}
      name={name}
      tag={isOver && <Tag tone="bad">{t('over')}</Tag>}
      actions={<RevokeApiKey apiKey={apiKey} />}
    >
      <div>{list.format(scopes.map((scope) => t(scopeTexts[scope])))}</div>
      <div>
        {t('ends', { ending })}, {t('created', { time: format.dateTime(createdAt) })}, {used}
      </div>
      <div>{t(isOver ? 'expired' : 'expires', { time: format.dateTime(expiresAt) })}</div>
    </AccountRow>
  );
}
