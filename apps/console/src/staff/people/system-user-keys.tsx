import type { AccountDetails } from '@foyer/client';
import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ApiKeys } from '../../account/api-keys/api-keys.tsx';

/** For superusers: what a system user acts by. Keys of people are made by nobody but themselves. */
export function SystemUserKeys({ person }: { person: AccountDetails }) {
  const { t } = useTranslation('systemUsers');
  return (
    <section>
      <Title order={2} size="h3" mb="sm">
        {t('keys')}
      </Title>
      <ApiKeys owner={person} level={3} refusal={person.disabledAt ? t('keysRest') : undefined} />
    </section>
  );
}
