import { queryOptions } from '@tanstack/react-query';
import { foyer } from '../client/foyer.ts';

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: () => foyer.sessions.list({}),
});
