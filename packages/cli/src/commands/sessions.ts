import type { Session } from '@foyer/client';
import { type Command, noWords, onlyWord } from '../command.ts';

export const listSessions: Command = {
  name: 'sessions list',
  takes: '',
  summary: 'List the devices that are signed in to your account.',
  async run({ words, client }) {
    noWords(words);
    const { items } = await (await client()).sessions.list();
    return { json: { items }, text: items.map(lineOf).join('\n') };
  },
};

export const endSession: Command = {
  name: 'sessions end',
  takes: '<session id>',
  summary: 'Sign one device out.',
  async run({ words, client }) {
    const nothing = await (await client()).sessions.end({
      sessionId: onlyWord(words, 'the id of a session'),
    });
    return { json: nothing, text: 'Signed out.' };
  },
};

function lineOf({ id, device, ipAddress, lastUsedAt, isCurrent }: Session): string {
  const here = isCurrent ? '  (this one)' : '';
  return `${id}  ${device}  ${ipAddress}  last used ${lastUsedAt.toISOString()}${here}`;
}
