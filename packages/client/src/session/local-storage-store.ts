import { platform } from '../platform.ts';
import { exclusivelyAcrossTabs } from './across-tabs.ts';
import { createListeners, type SessionStore } from './session-store.ts';
import { readSession, writeSession } from './session-text.ts';

/**
 * For browsers where a cookie does not reach: an app on another site than the API. Any script of the page can read
 * what is kept here; prefer `cookieStore`.
 */
export function localStorageStore({ name = 'foyer' }: { name?: string } = {}): SessionStore {
  const { tell, subscribe } = createListeners();
  const { localStorage } = platform;
  if (!localStorage) throw new Error('There is no localStorage here. Use memoryStore().');
  const read = () => readSession(localStorage.getItem(name));
  platform.addEventListener?.('storage', (event) => {
    if (event.key === name || event.key === null) tell(read());
  });
  return {
    get: read,
    set(session) {
      if (session) localStorage.setItem(name, writeSession(session));
      else localStorage.removeItem(name);
      tell(session);
    },
    subscribe,
    exclusively: exclusivelyAcrossTabs(name),
  };
}
