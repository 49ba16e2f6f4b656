// A session can be kept anywhere: here in what a phone app has for secrets. Dates are written as text and read back.
import type { SessionStore, StoredSession } from '@foyer/client';

type Vault = {
  read(key: string): Promise<string | null>;
  write(key: string, value: string): Promise<void>;
  remove(key: string): Promise<void>;
};

export function vaultStore(vault: Vault): SessionStore {
  const listeners = new Set<(session: StoredSession | null) => void>();
  return {
    async get() {
      const text = await vault.read('foyer');
      return text === null ? null : parse(text);
    },
    async set(session) {
      if (session) await vault.write('foyer', JSON.stringify(session));
      else await vault.remove('foyer');
      for (const listener of listeners) listener(session);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function parse(text: string): StoredSession {
  const session = JSON.parse(text) as StoredSession;
  return { ...session, account: { ...session.account, createdAt: new Date(session.account.createdAt) } };
}
