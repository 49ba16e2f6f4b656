import type { ResolveUnknownMailsInput, UnknownMail } from '@foyer/client/admin';
import { Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../client/foyer.ts';
import { MailIcon } from '../../shell/icons.tsx';
import rows from '../../shell/rows.module.css';
import { EmptyState } from '../../shell/states.tsx';
import { useTimeFormat } from '../../times/use-time-format.ts';
import { JobAction } from './job-action.tsx';
import { JobRow } from './job-row.tsx';
import { unknownMailsQuery } from './jobs.queries.ts';
import { Pages } from './pages.tsx';

type As = ResolveUnknownMailsInput['as'];

export function UnknownMailsTab() {
  const { t } = useTranslation('jobs');
  const [kind, setKind] = useState<string>();
  const all = useInfiniteQuery(unknownMailsQuery(undefined));
  const shown = useInfiniteQuery(unknownMailsQuery(kind));
  const kinds = new Set(all.data?.pages.flatMap(({ items }) => items.map((mail) => mail.kind)));
  // A kind whose last mail was resolved stays to be chosen away from.
  if (kind !== undefined) kinds.add(kind);
  const resolveAll = (as: As) => () => foyer.unknownMails.resolve({ as, ...(kind && { kind }) });
  return (
    <Stack>
      {kinds.size > 0 && (
        <>
          <Text>{t('unknownLead')}</Text>
          <Group justify="space-between" align="flex-end">
            <NativeSelect
              label={t('kind')}
              value={kind ?? ''}
              onChange={(change) => setKind(change.currentTarget.value || undefined)}
              data={[{ value: '', label: t('allKinds') }, ...kinds]}
            />
            <Group gap="xs">
              <JobAction
                label={t('allWereSent')}
                question={{ title: t('allWereSentTitle'), text: t('allWereSentText') }}
                run={resolveAll('sent')}
                done={(answer) => t('resolved', { ...answer })}
                removes
              />
              <JobAction
                label={t('sendAllAgain')}
                question={{ title: t('sendAllAgainTitle'), text: t('sendAllAgainText') }}
                run={resolveAll('send-again')}
                done={(answer) => t('resolved', { ...answer })}
                removes
              />
            </Group>
          </Group>
        </>
      )}
      <Pages
        list={shown}
        empty={<EmptyState icon={<MailIcon size={26} />} title={t('noUnknown')} text={t('noUnknownText')} />}
      >
        {(mails) => (
          <ul className={rows.rows}>
            {mails.map((mail) => (
              <li key={mail.id}>
                <MailRow mail={mail} />
              </li>
            ))}
          </ul>
        )}
      </Pages>
    </Stack>
  );
}

function MailRow({ mail }: { mail: UnknownMail }) {
  const { t } = useTranslation('jobs');
  const format = useTimeFormat();
  const { id, kind, recipient, messageId, createdAt, outcome } = mail;
  const resolve = (as: As) => () => foyer.unknownMails.resolve({ as, ids: [id] });
  return (
    <JobRow
      level={2}
      name={kind}
      actions={
        <>
          <JobAction
            label={t('wasSent')}
            name={t('wasSentNamed', { recipient })}
            run={resolve('sent')}
            done={(answer) => t('resolved', { ...answer })}
            removes
          />
          <JobAction
            label={t('sendAgain')}
            name={t('sendAgainNamed', { recipient })}
            question={{ title: t('sendAgainTitle'), text: t('sendAgainText', { recipient }) }}
            run={resolve('send-again')}
            done={(answer) => t('resolved', { ...answer })}
            removes
          />
        </>
      }
    >
      <div>{t('to', { recipient })}</div>
      <div>{t('messageId', { messageId })}</div>
      <div>{t('posted', { time: format.dateTime(createdAt) })}</div>
      {outcome !== null && <div>{t('outcome', { outcome })}</div>}
    </JobRow>
  );
}
