import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FoyerError } from '@foyer/client';
import { type Command, type Invocation, noWords, UsageError } from '../command.ts';

const ADMIN_URL = 'http://127.0.0.1:4001';

export const createSuperuser: Command = {
  name: 'superuser create',
  takes: '',
  summary: 'Make a one-time link that makes whoever opens it a superuser.',
  details: 'It asks the admin listener, which by default answers on the machine of the server alone.',
  options: {
    'admin-url': `where the admin listener is; ${ADMIN_URL} by default`,
    'admin-key-file': 'the file with its key; by default $ADMIN_KEY, then admin.key in $FOYER_HOME or .foyer',
  },
  async run(invocation) {
    noWords(invocation.words);
    const url = invocation.options['admin-url'] ?? ADMIN_URL;
    if (!URL.canParse(url)) throw new UsageError(`${url} is no address. Give one such as ${ADMIN_URL}.`);
    const enrolment = await askForEnrolment(url, await adminKey(invocation));
    return { json: enrolment, text: `${enrolment.url}\nIt works once, until ${enrolment.expiresAt}.` };
  },
};

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

async function askForEnrolment(base: string, key: string): Promise<{ url: string; expiresAt: string }> {
  const request = new Request(new URL('/enrolments', base), {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
  });
  const answer = await fetch(request).catch((cause) => {
    throw new FoyerError('NETWORK', `The admin listener at ${base} cannot be reached.`, { cause });
  });
  const { status } = answer;
  if (status === 401 || status === 403)
    throw new FoyerError('NOT_ALLOWED', `The admin listener at ${base} refuses this key.`, { status });
  const body: unknown = await answer.json().catch(() => undefined);
  if (!isEnrolment(body))
    throw new FoyerError(
      'BAD_ANSWER',
      `What answers at ${base} (HTTP ${status}) is no admin listener of Foyer.`,
      { status },
    );
  return body;
}

function isEnrolment(body: unknown): body is { url: string; expiresAt: string } {
  const { url, expiresAt } = (body ?? {}) as Record<string, unknown>;
  return typeof url === 'string' && typeof expiresAt === 'string';
}
