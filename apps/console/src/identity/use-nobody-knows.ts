import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { isUnreachable } from '../client/faults.ts';
import { accountQuery } from './account.query.ts';

/**
 * Whether there is no network to say who is signed in. Pages that keep something on the device show that instead, until
 * somebody answers; while it is asked again they go on showing it.
 */
export function useNobodyKnows(): boolean {
  const { data, error } = useQuery(accountQuery);
  const [isAlone, setAlone] = useState(!navigator.onLine);
  useEffect(() => {
    if (data !== undefined) setAlone(false);
    else if (error !== null) setAlone(isUnreachable(error));
  }, [data, error]);
  return isAlone && data === undefined;
}
