import { queryOptions } from '@tanstack/react-query';
import { foyer } from '../../client/foyer.ts';

export const apiKeysQuery = queryOptions({
  queryKey: ['api-keys'],
  queryFn: () => foyer.apiKeys.list({}),
});
