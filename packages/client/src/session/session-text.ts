import { deserialize, serialize, type Wire } from '../wire.ts';
import type { StoredSession } from './session-store.ts';

/** A session as text, with its dates. */
export function writeSession(session: StoredSession): string {
  return JSON.stringify(serialize(session));
}

/** The session in a text; null for none, and for what an older version or another program wrote. */
export function readSession(text: string | null): StoredSession | null {
  if (text === null) return null;
  try {
    const session = deserialize(JSON.parse(text) as Wire) as Partial<StoredSession> | null;
    return typeof session?.accessToken === 'string' && typeof session.renewAt === 'number' && session.account
      ? (session as StoredSession)
      : null;
  } catch {
    return null;
  }
}
