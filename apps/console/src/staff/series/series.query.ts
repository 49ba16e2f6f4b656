import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { foyer } from '../../client/foyer.ts';

export function seriesQuery(seriesId: string) {
  return queryOptions({
    queryKey: ['series', seriesId],
    queryFn: () => foyer.series.get({ seriesId }),
  });
}

export function seriesDatesQuery(seriesId: string) {
  return infiniteQueryOptions({
    queryKey: ['series', seriesId, 'dates'],
    queryFn: ({ pageParam }) => foyer.series.listDates({ seriesId, cursor: pageParam, limit: 8 }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}
