import type { Account } from '@foyer/client';
import { ask } from '../ask.ts';
import { type Command, noWords, onlyWord, UsageError } from '../command.ts';

export const signIn: Command = {
  name: 'sign-in',
  takes: '<address>',
  summary: 'Sign in with a code that is mailed to the address.',
  details: 'The code is asked for on the terminal, or read from standard input.',
  async run({ words, client }) {
    const address = onlyWord(words, 'a mail address');
    const foyer = await client();
    const { ticket } = await foyer.signIns.requestCode({ address });
    const code = await ask(`A code is on its way to ${address}. The eight digits: `);
    if (code === undefined || code.trim() === '') throw new UsageError('It wants the code from the mail.');
    const { session } = await foyer.signIns.redeemCode({ ticket, code });
    if (!session) throw new UsageError('This account wants a second factor.');
    const { account } = session;
    return { json: account, text: `Signed in as ${nameOf(account)}.` };
  },
};

export const signOut: Command = {
  name: 'sign-out',
  takes: '',
  summary: 'End the session of this machine.',
  async run({ words, client }) {
    noWords(words);
    const foyer = await client();
    const session = await foyer.session.get();
    if (session) await foyer.session.signOut();
    return { json: { signedOut: session !== null }, text: session ? 'Signed out.' : 'Nobody was signed in.' };
  },
};

export const whoAmI: Command = {
  name: 'whoami',
  takes: '',
  summary: 'Say who is signed in.',
  async run({ words, client }) {
    noWords(words);
    const account = await (await client()).accounts.me();
    return { json: account, text: `${nameOf(account)}, ${account.role}` };
  },
};

function nameOf(account: Account): string {
  return `${account.fullName} <${account.address}>`;
}
