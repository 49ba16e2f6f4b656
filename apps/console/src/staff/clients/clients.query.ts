import { queryOptions } from '@tanstack/react-query';
import { foyer } from '../../client/foyer.ts';

export const clientsQuery = queryOptions({
  queryKey: ['api-clients'],
  queryFn: () => foyer.apiClients.list({}),
});
