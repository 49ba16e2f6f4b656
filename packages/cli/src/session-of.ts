import { homedir } from 'node:os';
import { join } from 'node:path';
import type { SessionStore, StoredSession } from '@foyer/client';
import { fileStore } from '@foyer/client/node';
import { type Invocation, UsageError } from './command.ts';

type Given = Pick<Invocation, 'options' | 'environment'>;
type Kept = StoredSession & { url?: string };

/** The file that keeps the session. */
function sessionPath({ options, environment }: Given): string {
  const folder = environment.XDG_CONFIG_HOME || join(homedir(), '.config');
  return options.session ?? (environment.FOYER_SESSION || join(folder, 'foyer', 'session.json'));
}

/** Which server is meant, and what is kept of a session there. */
export async function sessionOf(given: Given): Promise<{ url: string; store: SessionStore }> {
  const file = fileStore(sessionPath(given));
  const url = given.options.url ?? (given.environment.FOYER_URL || ((await file.get()) as Kept | null)?.url);
  if (url === undefined)
    throw new UsageError('Which server? Name it with --url or FOYER_URL, such as https://foyer.example.org.');
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (!address || !/^https?:$/.test(address.protocol))
    throw new UsageError(`${url} is no address of a server. Give one such as https://foyer.example.org.`);
  return { url, store: boundTo(address.origin, file) };
}

/** A session is for the server that gave it: its tokens are never sent to another. */
function boundTo(url: string, file: SessionStore): SessionStore {
  return {
    async get() {
      const kept = (await file.get()) as Kept | null;
      return kept?.url === url ? kept : null;
    },
    set: (session) => file.set(session && ({ ...session, url } as Kept)),
    subscribe: (listener) => file.subscribe(listener),
  };
}
