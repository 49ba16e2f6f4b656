import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { randomKey } from '../platform.ts';
import { createListeners, type SessionStore } from '../session/session-store.ts';
import { readSession, writeSession } from '../session/session-text.ts';

/**
 * Keeps the session in a file that its owner alone can read. Processes may share the file: each reads it before
 * every call, and a write is seen whole or not at all.
 *
 * @example
 * ```ts
 * const client = createClient({ url, session: fileStore('/var/lib/report/session.json') });
 * ```
 */
export function fileStore(path: string): SessionStore {
  const { tell, subscribe } = createListeners();
  return {
    async get() {
      return readSession(await readFile(path, 'utf8').catch(absentAsNull));
    },
    async set(session) {
      if (session === null) await rm(path, { force: true });
      else await replaceFile(path, writeSession(session));
      tell(session);
    },
    subscribe,
  };
}

function absentAsNull(error: unknown): null {
  if ((error as { code?: string }).code === 'ENOENT') return null;
  throw error;
}

async function replaceFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const fresh = `${path}.${randomKey()}`;
  try {
    await writeFile(fresh, text, { mode: 0o600, flag: 'wx' });
    await chmod(fresh, 0o600);
    await rename(fresh, path);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}
