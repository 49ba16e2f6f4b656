import type { AccountSummary } from '@foyer/client';
import { Group, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import rows from '../../shell/rows.module.css';
import { Tag } from '../../shell/tag.tsx';
import { useTimeFormat } from '../../times/use-time-format.ts';
import { SystemUserTag } from './system-user-tag.tsx';

export function PersonRow({ person }: { person: AccountSummary }) {
  const { t } = useTranslation('people');
  const format = useTimeFormat();
  const { id, fullName, address, isSystem, createdAt } = person;
  return (
    <div className={rows.row}>
      <Stack gap={3} miw={0}>
        <Title order={2} className={rows.name}>
          <Link to="/staff/people/$accountId" params={{ accountId: id }} className={rows.link}>
            {fullName}
          </Link>
        </Title>
        <Text size="sm" c="dimmed" className={rows.name}>
          {!isSystem && `${address} · `}
          {t('since', { time: format.dateTime(createdAt) })}
        </Text>
      </Stack>
      <PersonTags person={person} />
    </div>
  );
}

/** What is unusual about an account: whoever takes part like everybody has no mark. */
export function PersonTags({ person: { role, isSystem, disabledAt } }: { person: AccountSummary }) {
  const { t } = useTranslation('people');
  return (
    <Group gap={6}>
      {isSystem && <SystemUserTag />}
      {role !== 'member' && <Tag tone="calm">{t(role)}</Tag>}
      {disabledAt && <Tag tone="bad">{t('disabledTag')}</Tag>}
    </Group>
  );
}
