import { queryOptions } from '@tanstack/react-query';
import { foyer } from '../../client/foyer.ts';

export const passkeysQuery = queryOptions({
  queryKey: ['passkeys'],
  queryFn: () => foyer.passkeys.list({}),
});
