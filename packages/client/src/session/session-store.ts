import type { Account } from '../api.generated.ts';

/** What a client keeps between calls, and a store between runs. Treat it as a secret. */
export interface StoredSession {
  sessionId: string;
  account: Account;
  accessToken: string;
  /** From when on it is better renewed, in milliseconds since 1970 by the clock of this machine. */
  renewAt: number;
  /** Until when the access token holds, by the same clock. */
  endsAt: number;
  /** Null when the browser holds it in a cookie that no script can read. */
  refreshToken: string | null;
}

/**
 * Where a session is kept. Several clients may share one store: whoever renews the session writes it, and everybody
 * reads it before each call.
 */
export interface SessionStore {
  get(): StoredSession | null | Promise<StoredSession | null>;
  set(session: StoredSession | null): void | Promise<void>;
  /** Tells of every change, also of those that others make. Answers how to stop. */
  subscribe(listener: (session: StoredSession | null) => void): () => void;
  /** Where the refresh token is: in what this store keeps (the default), or in the browser's cookie. */
  readonly refreshToken?: 'stored' | 'cookie';
  /** Runs a task while nobody else who shares this store runs one. */
  exclusively?<T>(task: () => Promise<T>): Promise<T>;
}

export type Listener = (session: StoredSession | null) => void;

/** The listeners of a store. */
export function createListeners() {
  const listeners = new Set<Listener>();
  return {
    tell(session: StoredSession | null): void {
      for (const listener of [...listeners]) listener(session);
    },
    subscribe(listener: Listener): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
