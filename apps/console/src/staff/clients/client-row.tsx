import type { ApiClient } from '@foyer/client';
import { useTranslation } from 'react-i18next';
import { AccountRow } from '../../account/account-row.tsx';
import { WebhookIcon } from '../../shell/icons.tsx';
import { Tag } from '../../shell/tag.tsx';
import { useTimeFormat } from '../../times/use-time-format.ts';
import classes from './client-row.module.css';
import { DisableClient } from './disable-client.tsx';
import { EditClient } from './edit-client.tsx';
import { RotateSecret } from './rotate-secret.tsx';

export function ClientRow({ client }: { client: ApiClient }) {
  const { t } = useTranslation('apiClients');
  const format = useTimeFormat();
  const { id, name, origins, createdAt, lastUsedAt, disabledAt } = client;
  const used = lastUsedAt ? t('lastUsed', { time: format.relative(lastUsedAt, new Date()) }) : t('neverUsed');
  return (
    <AccountRow
      level={2}
      icon={<WebhookIcon size={22} />}
      name={name}
      tag={disabledAt && <Tag tone="bad">{t('disabled')}</Tag>}
      actions={
        disabledAt === null && (
          <>
            <EditClient client={client} />
            <RotateSecret client={client} />
            <DisableClient client={client} />
          </>
        )
      }
    >
      {origins.map((origin) => (
        <div key={origin} className={classes.text}>
          {origin}
        </div>
      ))}
      <div className={classes.text}>{t('id', { id })}</div>
      <div>
        {t('created', { time: format.dateTime(createdAt) })}, {used}
      </div>
    </AccountRow>
  );
}
