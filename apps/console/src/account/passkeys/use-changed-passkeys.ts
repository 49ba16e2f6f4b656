import { signalAcceptedPasskeys } from '@foyer/client/passkeys';
import { useQueryClient } from '@tanstack/react-query';
import { foyer } from '../../client/foyer.ts';
import { secondFactorsQuery } from '../security/security.queries.ts';
import { passkeysQuery } from './passkeys.query.ts';

/** After a change: the list is asked for again, and the browser is told which passkeys it may still offer. */
export function useChangedPasskeys(): () => Promise<void> {
  const queryClient = useQueryClient();
  return async () => {
    // A browser that was not told offers a passkey too many, which is no reason to complain.
    void signalAcceptedPasskeys(foyer).catch(() => undefined);
    void queryClient.invalidateQueries({ queryKey: secondFactorsQuery.queryKey });
    await queryClient.invalidateQueries({ queryKey: passkeysQuery.queryKey });
  };
}
