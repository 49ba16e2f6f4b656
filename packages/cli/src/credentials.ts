import { readFile } from 'node:fs/promises';
import type { ClientOptions } from '@foyer/client';
import { type Invocation, UsageError } from './command.ts';

type Given = Pick<Invocation, 'options' | 'environment'>;

/** What this program shows beside or instead of a session. Secrets come from the environment or a file, never as words. */
export async function credentialsOf({
  options,
  environment,
}: Given): Promise<Pick<ClientOptions, 'apiKey' | 'client'>> {
  const keyFile = options['api-key-file'];
  const apiKey = keyFile === undefined ? environment.FOYER_API_KEY || undefined : await keyIn(keyFile);
  const clientFile = options['client-file'] ?? (environment.FOYER_CLIENT_FILE || undefined);
  return { apiKey, client: clientFile === undefined ? undefined : await clientIn(clientFile) };
}

async function keyIn(path: string): Promise<string> {
  const key = await textIn(path, '--api-key-file');
  if (!/^foyer_\S+$/.test(key)) throw new UsageError(`${path} holds no API key, which begins with foyer_.`);
  return key;
}

async function clientIn(path: string): Promise<{ id: string; secret: string }> {
  const text = await textIn(path, '--client-file');
  try {
    const { id, secret } = JSON.parse(text) as Record<string, unknown>;
    if (typeof id === 'string' && typeof secret === 'string') return { id, secret };
  } catch {
    // Said below, as for any other text that is no client.
  }
  throw new UsageError(`${path} holds no client, as \`foyer clients create --json\` writes it.`);
}

async function textIn(path: string, option: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (cause) {
    throw new UsageError(`${path} of ${option} cannot be read (${(cause as { code?: string }).code}).`);
  }
}
