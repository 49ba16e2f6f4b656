import { Skeleton, Stack } from '@mantine/core';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LoadMore } from './load-more.tsx';
import { ErrorState } from './states.tsx';

type PagesProps<Item> = {
  list: UseInfiniteQueryResult<InfiniteData<{ items: Item[] }>>;
  empty: ReactNode;
  /** About how high one is, in pixels, for what stands there until they come. */
  rowHeight?: number;
  children: (items: Item[]) => ReactNode;
};

/** A list that is loaded by pages: until it comes its place, or why it did not; and more where there is more. */
export function Pages<Item>({ list, empty, rowHeight = 84, children }: PagesProps<Item>) {
  const { t } = useTranslation();
  if (list.data === undefined) {
    return list.error === null ? (
      <Stack role="status" aria-label={t('loading')}>
        <Skeleton height={rowHeight} />
        <Skeleton height={rowHeight} />
      </Stack>
    ) : (
      <ErrorState error={list.error} onRetry={() => void list.refetch()} isRetrying={list.isFetching} />
    );
  }
  const items = list.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return empty;
  return (
    <Stack gap="xl">
      {children(items)}
      <LoadMore
        shown={items.length}
        hasMore={list.hasNextPage}
        isLoading={list.isFetchingNextPage}
        error={list.error}
        onLoadMore={() => void list.fetchNextPage()}
      />
    </Stack>
  );
}
