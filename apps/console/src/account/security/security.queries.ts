import { queryOptions } from '@tanstack/react-query';
import { foyer } from '../../client/foyer.ts';

export const passwordQuery = queryOptions({
  queryKey: ['password'],
  queryFn: () => foyer.passwords.status({}),
});

export const secondFactorsQuery = queryOptions({
  queryKey: ['second-factors'],
  queryFn: () => foyer.secondFactors.list({}),
});
