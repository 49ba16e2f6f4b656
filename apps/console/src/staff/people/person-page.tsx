import type { AccountDetails } from '@foyer/client';
import { Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../account/loaded.tsx';
import { useAccount } from '../../identity/account.query.ts';
import { SignedInOnly } from '../../identity/signed-in-only.tsx';
import { TextLink } from '../../shell/links.tsx';
import { Notice } from '../../shell/notice.tsx';
import { Page } from '../../shell/page.tsx';
import rows from '../../shell/rows.module.css';
import { useTimeFormat } from '../../times/use-time-format.ts';
import { FactorRow } from './factor-row.tsx';
import { personQuery } from './people.queries.ts';
import { PersonActions } from './person-actions.tsx';
import { PersonTags } from './person-row.tsx';
import { SystemUserKeys } from './system-user-keys.tsx';

const route = getRouteApi('/staff/people/$accountId');

export function PersonPage() {
  return (
    <SignedInOnly staff>
      <Person />
    </SignedInOnly>
  );
}

function Person() {
  const { t } = useTranslation('people');
  const { accountId } = route.useParams();
  const person = useQuery(personQuery(accountId));
  return (
    <Page width="reading" title={person.data?.fullName ?? t('title')}>
      <Stack gap="lg">
        <TextLink to="/staff/people">{t('toPeople')}</TextLink>
        <Loaded query={person}>{(data) => <Details person={data} />}</Loaded>
      </Stack>
    </Page>
  );
}

function Details({ person }: { person: AccountDetails }) {
  const { t } = useTranslation('people');
  const format = useTimeFormat();
  const isSuperuser = useAccount()?.role === 'superuser';
  const mayRemove = isSuperuser && person.isInReach;
  const { address, organisation, isSystem, lastSeenAt, factors, disabledAt, disabledReason } = person;
  const seen = lastSeenAt ? t('lastSeen', { time: format.relative(lastSeenAt, new Date()) }) : t('neverSeen');
  return (
    <>
      <Stack gap={6}>
        <PersonTags person={person} />
        <Text className={rows.name}>{isSystem ? t('systemUserText') : address}</Text>
        {organisation && <Text>{organisation}</Text>}
        <Text c="dimmed">
          {t('since', { time: format.dateTime(person.createdAt) })}
          {!isSystem && ` · ${seen}`}
        </Text>
        <Text c="dimmed">
          {!isSystem && `${t('devices', { count: person.sessions })} · `}
          {t('apiKeys', { count: person.apiKeys })}
        </Text>
      </Stack>
      {disabledAt && (
        <Notice tone="bad">
          {t('disabledSince', { time: format.dateTime(disabledAt), reason: disabledReason ?? '' })}
        </Notice>
      )}
      {person.isInReach || person.rolesInReach.length > 0 ? (
        <PersonActions person={person} />
      ) : (
        <Text>{t('outOfReach')}</Text>
      )}
      {isSystem && isSuperuser && <SystemUserKeys person={person} />}
      {!isSystem && (
        <section>
          <Title order={2} size="h3" mb="sm">
            {t('factors')}
          </Title>
          {factors.length === 0 ? (
            <Text c="dimmed">{t('noFactors')}</Text>
          ) : (
            <ul className={rows.rows}>
              {factors.map((factor) => (
                <li key={factor.passkeyId ?? factor.kind}>
                  <FactorRow person={person} factor={factor} mayRemove={mayRemove} />
                </li>
              ))}
            </ul>
          )}
        </section>
      )}
    </>
  );
}
