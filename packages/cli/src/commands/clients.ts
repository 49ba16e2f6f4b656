import type { ApiClient, ApiClientSecret } from '@foyer/client';
import { ADMIN_OPTIONS, askAdmin } from '../admin-listener.ts';
import { type Command, listOf, noWords, onlyWord, UsageError } from '../command.ts';

const A_CLIENT = 'the id of a client';

export const listClients: Command = {
  name: 'clients list',
  takes: '',
  summary: 'List the clients that may call a locked API. For superusers.',
  async run({ words, client }) {
    noWords(words);
    const { items } = await (await client()).apiClients.list();
    const text = items.length > 0 ? items.map(lineOf).join('\n') : 'No clients.';
    return { json: { items }, text };
  },
};

export const createClient: Command = {
  name: 'clients create',
  takes: '<name>',
  summary: 'Register a client, and show its secret once. For superusers.',
  details:
    'The first client of a locked API is registered by the admin listener, with --admin: nobody can call the API yet.',
  options: { origins: 'the origins of its web pages, separated by commas', ...ADMIN_OPTIONS },
  flags: { admin: 'ask the admin listener, on the machine of the server' },
  async run(invocation) {
    const { words, options, flags, client } = invocation;
    const input = { name: onlyWord(words, 'a name'), origins: listOf(options.origins) };
    const foreign = ['admin-url', 'admin-key-file'].find((name) => name in options);
    if (foreign && !flags.has('admin')) throw new UsageError(`--${foreign} goes with --admin.`);
    const made = flags.has('admin')
      ? await askAdmin(invocation, { call: 'POST /api-clients', body: input, isAnswer: isSecret })
      : await (await client()).apiClients.create(input);
    return { json: made, text: showSecret(made) };
  },
};

export const rotateClient: Command = {
  name: 'clients rotate',
  takes: '<client id>',
  summary: 'Give a client another secret; the old one ends at once. For superusers.',
  async run({ words, client }) {
    const made = await (await client()).apiClients.rotateSecret({ clientId: onlyWord(words, A_CLIENT) });
    return { json: made, text: showSecret(made) };
  },
};

export const disableClient: Command = {
  name: 'clients disable',
  takes: '<client id>',
  summary: 'End a client for good, at once. For superusers.',
  async run({ words, client }) {
    const nothing = await (await client()).apiClients.disable({ clientId: onlyWord(words, A_CLIENT) });
    return { json: nothing, text: 'Disabled.' };
  },
};

function lineOf({ id, name, origins, lastUsedAt, disabledAt }: ApiClient): string {
  const used = lastUsedAt ? `last used ${lastUsedAt.toISOString()}` : 'never used';
  const state = disabledAt ? `disabled ${disabledAt.toISOString()}` : used;
  return [`${id}  ${name}  (${state})`, ...origins].join('  ');
}

function showSecret({ id, secret }: ApiClientSecret): string {
  return `x-client-id: ${id}\nx-client-secret: ${secret}\nThe secret is shown this once.`;
}

function isSecret(body: unknown): body is ApiClientSecret {
  const { id, secret } = (body ?? {}) as Record<string, unknown>;
  return typeof id === 'string' && typeof secret === 'string';
}
