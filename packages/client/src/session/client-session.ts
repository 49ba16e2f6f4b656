import type { Account } from '../api.generated.ts';
import type { SessionKeeper } from './session-keeper.ts';
import type { SessionStore, StoredSession } from './session-store.ts';

/** Who is signed in on this device. */
export interface CurrentSession {
  readonly sessionId: string;
  readonly account: Account;
}

export interface ClientSession {
  /** Who is signed in; null for nobody. In browsers the first time asks the server, because only it sees the cookie. */
  get(): Promise<CurrentSession | null>;
  /** The same as far as it is known by now; undefined until then. */
  readonly current: CurrentSession | null | undefined;
  /** Tells of every sign-in, sign-out and change of the account, also in other tabs. Answers how to stop. */
  subscribe(listener: (session: CurrentSession | null) => void): () => void;
  /** Ends the session on the server and forgets it here. When the server cannot be reached, it stays. */
  signOut(): Promise<void>;
}

type Parts = { store: SessionStore; keeper: SessionKeeper; signOut: () => Promise<unknown> };

export function createClientSession({ store, keeper, signOut }: Parts): ClientSession {
  let current: CurrentSession | null | undefined;
  const listeners = new Set<(session: CurrentSession | null) => void>();
  store.subscribe((stored) => {
    const before = current;
    if (show(stored) === before) return;
    for (const listener of [...listeners]) listener(current ?? null);
  });

  /** The same object as long as it says the same, so that whoever compares by identity sees no change. */
  function show(stored: StoredSession | null): CurrentSession | null {
    const isSame =
      stored && current
        ? stored.sessionId === current.sessionId &&
          JSON.stringify(stored.account) === JSON.stringify(current.account)
        : current === stored;
    if (!isSame) current = stored && { sessionId: stored.sessionId, account: stored.account };
    return current ?? null;
  }

  return {
    async get() {
      return show(await keeper.read());
    },
    get current() {
      return current;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async signOut() {
      await signOut();
    },
  };
}
