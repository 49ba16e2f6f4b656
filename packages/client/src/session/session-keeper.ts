import type { Account, RefreshSessionInput, SessionTokens } from '../api.generated.ts';
import { isFault } from '../foyer-error.ts';
import type { Clock } from '../platform.ts';
import type { SessionStore, StoredSession } from './session-store.ts';
import { toStored } from './token-lifetime.ts';

export interface SessionKeeper {
  /** The session there is, after having looked for one where only a renewal can tell. */
  read(): Promise<StoredSession | null>;
  /** The token there is, good or not, without waiting for a better one. */
  currentToken(): Promise<string | null>;
  /** A token for the next call; null when nobody is signed in. */
  accessToken(): Promise<string | null>;
  /** The token to try next after the server has refused one; the same when there is no better. */
  renewRefused(refused: string): Promise<string | null>;
  /** Keeps what a sign-in or a renewal has answered. */
  adopt(tokens: SessionTokens): Promise<StoredSession>;
  /** Forgets the session. */
  drop(): Promise<void>;
  /** Forgets the session that the server says is over, and answers the one that somebody has begun meanwhile. */
  lose(before: StoredSession | null): Promise<StoredSession | null>;
  updateAccount(account: Account): Promise<void>;
  /** Runs a task when no renewal is under way, here or at others who share the store. */
  exclusively<T>(task: () => Promise<T>): Promise<T>;
}

type Wanted = {
  store: SessionStore;
  clock: Clock;
  /** Asks the server for the next pair of tokens. */
  refresh: (input: RefreshSessionInput) => Promise<SessionTokens>;
  onSessionEnd: (() => void) | undefined;
};

/** Keeps one session alive: renews it before it runs out, once for however many calls wait for it. */
export function createSessionKeeper({ store, clock, refresh, onSessionEnd }: Wanted): SessionKeeper {
  const inCookie = store.refreshToken === 'cookie';
  let renewing: Promise<StoredSession | null> | undefined;
  // A cookie cannot be seen: whether there is a session is known only after the first renewal.
  let isKnown = !inCookie;
  store.subscribe((session) => {
    if (session) isKnown = true;
  });

  return { read, currentToken, accessToken, renewRefused, adopt, drop, lose, updateAccount, exclusively };

  async function exclusively<T>(task: () => Promise<T>): Promise<T> {
    await renewing?.catch(() => undefined);
    return store.exclusively ? store.exclusively(task) : task();
  }

  async function read(): Promise<StoredSession | null> {
    const session = await store.get();
    return session || isKnown ? session : renew(undefined);
  }

  async function currentToken(): Promise<string | null> {
    return (await store.get())?.accessToken ?? null;
  }

  async function accessToken(): Promise<string | null> {
    const session = await read();
    if (!session) return null;
    if (clock.now() < session.renewAt) return session.accessToken;
    try {
      return (await renew(session.accessToken))?.accessToken ?? null;
    } catch (error) {
      if (clock.now() < session.endsAt) return session.accessToken;
      throw error;
    }
  }

  async function renewRefused(refused: string): Promise<string | null> {
    const session = await store.get();
    if (session?.accessToken !== refused) return session?.accessToken ?? null;
    return (await renew(refused))?.accessToken ?? null;
  }

  function renew(stale: string | undefined): Promise<StoredSession | null> {
    renewing ??= exclusively(() => renewOnce(stale)).finally(() => {
      renewing = undefined;
    });
    return renewing;
  }

  async function renewOnce(stale: string | undefined): Promise<StoredSession | null> {
    // Whoever held the lock before may have renewed, begun or ended the session.
    const before = await store.get();
    if (before ? before.accessToken !== stale : isKnown) return before;
    if (!inCookie && !before?.refreshToken) return before;
    try {
      const tokens = await refresh(before?.refreshToken ? { refreshToken: before.refreshToken } : {});
      return (await changedSince(before)) ?? (await adopt(tokens));
    } catch (error) {
      // Only the server's word ends a session; a broken connection or a busy server does not.
      if (!isFault(error, 'SESSION_ENDED')) {
        // No session was lost, and asking again would be refused again: go on as a visitor.
        if (before || !isRefusal(error)) throw error;
        await drop();
        return null;
      }
      return lose(before);
    }
  }

  async function lose(before: StoredSession | null): Promise<StoredSession | null> {
    const after = await changedSince(before);
    if (after) return after;
    await drop();
    if (before) onSessionEnd?.();
    return null;
  }

  /** The session that somebody has put there while we waited for the server. */
  async function changedSince(before: StoredSession | null): Promise<StoredSession | null> {
    const after = await store.get();
    return after && after.accessToken !== before?.accessToken ? after : null;
  }

  async function adopt(tokens: SessionTokens): Promise<StoredSession> {
    const session = toStored(tokens, clock.now());
    isKnown = true;
    await store.set(session);
    return session;
  }

  async function drop(): Promise<void> {
    isKnown = true;
    await store.set(null);
  }

  async function updateAccount(account: Account): Promise<void> {
    const session = await store.get();
    if (session?.account.id === account.id) await store.set({ ...session, account });
  }
}

function isRefusal(error: unknown): boolean {
  const status = isFault(error) ? error.status : undefined;
  return status !== undefined && status >= 400 && status < 500 && status !== 429;
}
