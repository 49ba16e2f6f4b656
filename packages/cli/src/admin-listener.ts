import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FoyerError, isFault } from '@foyer/client';
import { type AdminClient, createAdminClient } from '@foyer/client/admin';
import { type Invocation, UsageError } from './command.ts';

const ADMIN_URL = 'http://127.0.0.1:4001';

export const ADMIN_OPTIONS = {
  'admin-url': `where the admin listener is; ${ADMIN_URL} by default`,
  'admin-key-file': 'the file with its key; by default $ADMIN_KEY, then admin.key in $FOYER_HOME or .foyer',
} as const;

type Asked<Answer> = {
  call: `${'GET' | 'POST'} /${string}`;
  body?: object;
  isAnswer: (body: unknown) => body is Answer;
};

/** Asks the admin listener, which by default answers on the machine of the server alone. */
export async function askAdmin<Answer>(invocation: Invocation, asked: Asked<Answer>): Promise<Answer> {
  const base = adminUrl(invocation);
  const key = await adminKey(invocation);
  const [method = '', path = ''] = asked.call.split(' ');
  const answer = await fetch(new URL(path, base), {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(asked.body && { 'content-type': 'application/json' }),
    },
    ...(asked.body && { body: JSON.stringify(asked.body) }),
  }).catch((cause) => {
    throw new FoyerError('NETWORK', `The admin listener at ${base} cannot be reached.`, { cause });
  });
  const { status } = answer;
  if (status === 401 || status === 403)
    throw new FoyerError('NOT_ALLOWED', `The admin listener at ${base} refuses this key.`, { status });
  const body: unknown = await answer.json().catch(() => undefined);
  const refusal = refusalIn(body, status);
  if (refusal) throw refusal;
  if (!asked.isAnswer(body))
    throw new FoyerError(
      'BAD_ANSWER',
      `What answers at ${base} (HTTP ${status}) is no admin listener of Foyer.`,
      { status },
    );
  return body;
}

/** The same for what has procedures, and so types. */
export async function withAdmin<Answer>(
  invocation: Invocation,
  work: (admin: AdminClient) => Promise<Answer>,
): Promise<Answer> {
  const url = adminUrl(invocation);
  const admin = createAdminClient({ url, adminKey: await adminKey(invocation) });
  try {
    return await work(admin);
  } catch (error) {
    if (isFault(error, 'SIGN_IN_REQUIRED'))
      throw new FoyerError('NOT_ALLOWED', `The admin listener at ${url} refuses this key.`, { status: 401 });
    throw error;
  }
}

function adminUrl({ options }: Invocation): string {
  const base = options['admin-url'] ?? ADMIN_URL;
  if (!URL.canParse(base)) throw new UsageError(`${base} is no address. Give one such as ${ADMIN_URL}.`);
  return base;
}

function refusalIn(body: unknown, status: number): FoyerError | undefined {
  const { error } = (body ?? {}) as { error?: { code?: unknown; message?: unknown } };
  if (typeof error?.code !== 'string' || typeof error.message !== 'string') return undefined;
  return new FoyerError(error.code, error.message, { status });
}

async function adminKey({ options, environment }: Invocation): Promise<string> {
  const named = options['admin-key-file'];
  if (named === undefined && environment.ADMIN_KEY) return environment.ADMIN_KEY;
  const path = named ?? join(environment.FOYER_HOME || '.foyer', 'admin.key');
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (cause) {
    const { code } = cause as { code?: string };
    throw new UsageError(
      `The admin key in ${path} cannot be read (${code}). Name its file with --admin-key-file.`,
    );
  }
}
