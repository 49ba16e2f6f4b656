import { queryOptions } from '@tanstack/react-query';
import { doorDatabase } from './door-database.ts';
import { keptList, loadList } from './load-list.ts';

const REFRESH_MS = 30_000;

/** What this device keeps is there at once; the server's list replaces it as soon as it comes, and again and again. */
export function keptListQuery(eventId: string) {
  return queryOptions({
    queryKey: ['door', 'kept', eventId],
    queryFn: () => keptList(eventId),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function doorListQuery(eventId: string) {
  return queryOptions({
    queryKey: ['door', 'list', eventId],
    queryFn: () => loadList(eventId),
    refetchInterval: REFRESH_MS,
  });
}

export function keptScansQuery(eventId: string) {
  return queryOptions({
    queryKey: ['door', 'scans', eventId],
    queryFn: async () => (await doorDatabase()).getAllFromIndex('scans', 'eventId', eventId),
  });
}

export function conflictsQuery(eventId: string) {
  return queryOptions({
    queryKey: ['door', 'conflicts', eventId],
    queryFn: async () => (await doorDatabase()).getAllFromIndex('conflicts', 'eventId', eventId),
  });
}
