import type { ApiKey, CreateApiKeyInput } from '@foyer/client';
import { type Command, listOf, noWords, onlyWord, UsageError } from '../command.ts';

const USUAL_DAYS = 90;

export const listKeys: Command = {
  name: 'keys list',
  takes: '',
  summary: 'List your API keys.',
  async run({ words, client }) {
    noWords(words);
    const { items } = await (await client()).apiKeys.list();
    return { json: { items }, text: linesOf(items) };
  },
};

export const createKey: Command = {
  name: 'keys create',
  takes: '<name>',
  summary: 'Make an API key, and show it once.',
  details: 'Give it to foyer as FOYER_API_KEY or --api-key-file, to programs as `Authorization: Bearer`.',
  options: {
    scopes: 'what it is for, separated by commas: events:read, participations:write, …',
    days: `how long it lasts, 1 to 365; ${USUAL_DAYS} by default`,
  },
  async run({ words, options, client }) {
    const name = onlyWord(words, 'a name');
    // The server knows which scopes there are, and says so.
    const scopes = listOf(options.scopes) as CreateApiKeyInput['scopes'];
    if (scopes.length === 0) throw new UsageError('It wants --scopes, such as events:read.');
    const expiresInDays = Number(options.days ?? USUAL_DAYS);
    if (!Number.isInteger(expiresInDays))
      throw new UsageError(`--days wants a whole number; got ${options.days}.`);
    const made = await (await client()).apiKeys.create({ name, scopes, expiresInDays });
    return { json: made, text: `${made.key}\nShown this once. It ends ${made.expiresAt.toISOString()}.` };
  },
};

export const revokeKey: Command = {
  name: 'keys revoke',
  takes: '<key id>',
  summary: 'End an API key at once.',
  async run({ words, client }) {
    const nothing = await (await client()).apiKeys.revoke({ keyId: onlyWord(words, 'the id of a key') });
    return { json: nothing, text: 'Revoked.' };
  },
};

export function linesOf(keys: readonly ApiKey[]): string {
  return keys.map(lineOf).join('\n') || 'No API keys.';
}

function lineOf({ id, name, ending, scopes, expiresAt, lastUsedAt }: ApiKey): string {
  const used = lastUsedAt ? `last used ${lastUsedAt.toISOString()}` : 'never used';
  return `${id}  …${ending}  ${name}  ${scopes.join(',')}  (ends ${expiresAt.toISOString()}; ${used})`;
}
