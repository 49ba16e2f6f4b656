import { useQueryClient } from '@tanstack/react-query';
import { secondFactorsQuery } from '../security/security.queries.ts';
import { passkeysQuery } from './passkeys.query.ts';
import { signalPasskeys } from './signal-passkeys.ts';

/** After a change: the list is asked for again, and the browser is told which passkeys it may still offer. */
export function useChangedPasskeys(): () => Promise<void> {
  const queryClient = useQueryClient();
  return async () => {
    signalPasskeys();
    void queryClient.invalidateQueries({ queryKey: secondFactorsQuery.queryKey });
    await queryClient.invalidateQueries({ queryKey: passkeysQuery.queryKey });
  };
}
