import type { Account } from '@foyer/client';
import type { Query, QueryClient } from '@tanstack/react-query';
import { foyer } from '../client/foyer.ts';
import { accountKey } from '../client/query-client.ts';
import { forgetTickets } from '../programme/kept-tickets.ts';
import { forgetLists } from '../staff/door/door-database.ts';

/** Shows every sign-in, sign-out and change of the account, of this tab and of the others, as it happens. */
export function followSession(queryClient: QueryClient): void {
  foyer.session.subscribe((session) => {
    const before = queryClient.getQueryData<Account | null>(accountKey);
    const account = session?.account ?? null;
    queryClient.setQueryData(accountKey, account);
    if (before?.id !== account?.id) askAgain(queryClient);
    if (before && before.id !== account?.id) forgetWhatIsKept();
  });
}

/** What is kept on the device for when there is no network is for whoever was signed in. */
function forgetWhatIsKept(): void {
  forgetTickets();
  // A browser that keeps nothing has nothing to forget.
  forgetLists().catch(() => undefined);
}

/** Forgets what the one before could see, and asks again for what is on the page. */
function askAgain(queryClient: QueryClient): void {
  const dependsOnAccount = (query: Query) => query.queryKey[0] !== accountKey[0];
  queryClient.removeQueries({ type: 'inactive', predicate: dependsOnAccount });
  void queryClient.invalidateQueries({ predicate: dependsOnAccount });
}
