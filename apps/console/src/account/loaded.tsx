import { Skeleton, Stack } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../shell/states.tsx';

type LoadedProps<Data> = { query: UseQueryResult<Data>; children: (data: Data) => ReactNode };

/** What was asked for, once it is there; until then its place, or why it did not come. */
export function Loaded<Data>({ query, children }: LoadedProps<Data>) {
  const { t } = useTranslation();
  if (query.data !== undefined) return children(query.data);
  return query.error === null ? (
    <Stack role="status" aria-label={t('loading')}>
      <Skeleton height={84} />
      <Skeleton height={84} />
    </Stack>
  ) : (
    <ErrorState error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />
  );
}
