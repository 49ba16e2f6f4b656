import type { CreateSystemUserKeyInput } from '@foyer/client';
import { type Command, listOf, onlyWord, UsageError } from '../command.ts';
import { linesOf } from './keys.ts';

export const createSystemUser: Command = {
  name: 'system-users create',
  takes: '<name>',
  summary: 'Make an account for an import or a job, which nobody can sign in to. For superusers.',
  options: { as: 'member or staff: what its keys may do, within their scopes; member by default' },
  async run({ words, options, client }) {
    const fullName = onlyWord(words, 'a name');
    const made = await (await client()).systemUsers.create({
      fullName,
      // The server knows which roles there are, and says so.
      ...(options.as && { role: options.as as 'member' | 'staff' }),
    });
    return { json: made, text: made.id };
  },
};

export const createSystemUserKey: Command = {
  name: 'system-users key',
  takes: '<account id>',
  summary: 'Make an API key for a system user, and show it once. For superusers.',
  options: {
    name: 'what the key is for; has to be given',
    scopes: 'what it may do, separated by commas: events:read, participations:write, …',
    days: 'how long it lasts, 1 to 365; 90 by default',
  },
  async run({ words, options, client }) {
    const accountId = onlyWord(words, 'the id of a system user');
    const scopes = listOf(options.scopes) as CreateSystemUserKeyInput['scopes'];
    if (scopes.length === 0 || !options.name) throw new UsageError('It wants --name and --scopes.');
    const input = { accountId, name: options.name, scopes, expiresInDays: Number(options.days ?? 90) };
    const made = await (await client()).systemUsers.createKey(input);
    return { json: made, text: `${made.key}\nShown this once. It ends ${made.expiresAt.toISOString()}.` };
  },
};

export const listSystemUserKeys: Command = {
  name: 'system-users keys',
  takes: '<account id>',
  summary: 'List the API keys of a system user. For superusers.',
  async run({ words, client }) {
    const accountId = onlyWord(words, 'the id of a system user');
    const { items } = await (await client()).systemUsers.listKeys({ accountId });
    return { json: { items }, text: linesOf(items) };
  },
};

export const revokeSystemUserKey: Command = {
  name: 'system-users revoke',
  takes: '<account id> <key id>',
  summary: 'End an API key of a system user at once. For superusers.',
  async run({ words, client }) {
    const [accountId, keyId, ...more] = words;
    if (accountId === undefined || keyId === undefined || more.length > 0)
      throw new UsageError('Give the id of a system user and that of a key.');
    const nothing = await (await client()).systemUsers.revokeKey({ accountId, keyId });
    return { json: nothing, text: 'Revoked.' };
  },
};
