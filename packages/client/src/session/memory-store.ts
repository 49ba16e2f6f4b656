import { createListeners, type SessionStore, type StoredSession } from './session-store.ts';

/** Keeps the session as long as the process runs. */
export function memoryStore(): SessionStore {
  const { tell, subscribe } = createListeners();
  let kept: StoredSession | null = null;
  return {
    get: () => kept,
    set(session) {
      kept = session;
      tell(session);
    },
    subscribe,
  };
}
