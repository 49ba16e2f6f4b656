import type { Account } from '@foyer/client';
import { useEffect, useState } from 'react';
import { useAccount } from './account.query.ts';

/** How long a way in may take from its session to wherever it leads. */
const UNDER_WAY_MS = 700;

/**
 * Who is signed in while a way in is open: at once when they were before, and a little later when they have become
 * so here or in another tab, because whoever signs in here is about to leave the page.
 */
export function useAlreadySignedIn(): Account | null {
  const account = useAccount();
  const [isSettled, setIsSettled] = useState(true);
  useEffect(() => {
    if (account === null) setIsSettled(false);
    if (!account) return;
    const timer = setTimeout(() => setIsSettled(true), UNDER_WAY_MS);
    return () => clearTimeout(timer);
  }, [account]);
  return account && isSettled ? account : null;
}
