import type { ResolveUndeliveredMailsInput, UndeliveredMail } from '@foyer/client/admin';
import { Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../client/foyer.ts';
import { MailIcon } from '../../shell/icons.tsx';
import { Pages } from '../../shell/pages.tsx';
import rows from '../../shell/rows.module.css';
import { EmptyState } from '../../shell/states.tsx';
import { useTimeFormat } from '../../times/use-time-format.ts';
import { JobAction } from './job-action.tsx';
import { JobRow } from './job-row.tsx';
import { undeliveredMailsQuery } from './jobs.queries.ts';

type As = ResolveUndeliveredMailsInput['as'];
type State = UndeliveredMail['state'];

/** What somebody may say of a mail that is not to be sent again. */
const SETTLED = { unknown: 'sent', failed: 'given-up' } as const satisfies Record<State, As>;

export function UndeliveredMailsTab({ state }: { state: State }) {
  const { t } = useTranslation('jobs');
  const [kind, setKind] = useState<string>();
  const all = useInfiniteQuery(undeliveredMailsQuery(state, undefined));
  const shown = useInfiniteQuery(undeliveredMailsQuery(state, kind));
  const kinds = new Set(all.data?.pages.flatMap(({ items }) => items.map((mail) => mail.kind)));
  // A kind whose last mail was resolved stays to be chosen away from.
  if (kind !== undefined) kinds.add(kind);
  const resolveAll = (as: As) => () => foyer.undeliveredMails.resolve({ state, as, ...(kind && { kind }) });
  return (
    <Stack>
      {kinds.size > 0 && (
        <>
          <Text>{t(`lead-${state}`)}</Text>
          <Group justify="space-between" align="flex-end">
            <NativeSelect
              label={t('kind')}
              value={kind ?? ''}
              onChange={(change) => setKind(change.currentTarget.value || undefined)}
              data={[{ value: '', label: t('allKinds') }, ...kinds]}
            />
            <Group gap="xs">
              <JobAction
                label={t(`all-${SETTLED[state]}`)}
                question={{ title: t(`all-${SETTLED[state]}-title`), text: t(`all-${SETTLED[state]}-text`) }}
                run={resolveAll(SETTLED[state])}
                done={(answer) => t('resolved', { ...answer })}
                removes
              />
              <JobAction
                label={t('sendAllAgain')}
                question={{ title: t('sendAllAgainTitle'), text: t(`send-all-again-${state}`) }}
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
        empty={
          <EmptyState
            icon={<MailIcon size={26} />}
            title={t(`none-${state}`)}
            text={t(`none-${state}-text`)}
          />
        }
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

function MailRow({ mail }: { mail: UndeliveredMail }) {
  const { t } = useTranslation('jobs');
  const format = useTimeFormat();
  const { id, state, kind, recipient, messageId, createdAt, outcome } = mail;
  const resolve = (as: As) => () => foyer.undeliveredMails.resolve({ state, as, ids: [id] });
  return (
    <JobRow
      level={2}
      name={kind}
      actions={
        <>
          <JobAction
            label={t(`one-${SETTLED[state]}`)}
            name={t(`one-${SETTLED[state]}-named`, { recipient })}
            run={resolve(SETTLED[state])}
            done={(answer) => t('resolved', { ...answer })}
            removes
          />
          {mail.canBeSentAgain && (
            <JobAction
              label={t('sendAgain')}
              name={t('sendAgainNamed', { recipient })}
              question={{ title: t('sendAgainTitle'), text: t(`send-again-${state}`, { recipient }) }}
              run={resolve('send-again')}
              done={(answer) => t('resolved', { ...answer })}
              removes
            />
          )}
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
