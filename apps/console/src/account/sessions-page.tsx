import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import rows from '../shell/rows.module.css';
import { ErrorState } from '../shell/states.tsx';
import { AccountArea } from './account-area.tsx';
import { EndOtherSessions } from './end-other-sessions.tsx';
import { SessionRow } from './session-row.tsx';
import { sessionsQuery } from './sessions.query.ts';

export function SessionsPage() {
  const { t } = useTranslation('account');
  return (
    <AccountArea title={t('sessionsTitle')} lead={t('sessionsLead')}>
      <Sessions />
    </AccountArea>
  );
}

function Sessions() {
  const { t } = useTranslation();
  const sessions = useQuery(sessionsQuery);
  if (sessions.data === undefined) {
    return sessions.error === null ? (
      <Stack role="status" aria-label={t('loading')}>
        <Skeleton height={84} />
        <Skeleton height={84} />
      </Stack>
    ) : (
      <ErrorState
        error={sessions.error}
        onRetry={() => void sessions.refetch()}
        isRetrying={sessions.isFetching}
      />
    );
  }
  const { items } = sessions.data;
  return (
    <Stack gap="lg">
      <ul className={rows.rows}>
        {items.map((session) => (
          <li key={session.id}>
            <SessionRow session={session} />
          </li>
        ))}
      </ul>
      {items.some((session) => !session.isCurrent) && <EndOtherSessions />}
    </Stack>
  );
}
