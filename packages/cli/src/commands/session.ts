import type { Account, Client, SignInOutcome } from '@foyer/client';
import { ask, askSecretly } from '../ask.ts';
import { type Command, noWords, onlyWord, UsageError } from '../command.ts';
import { showSecondFactor } from '../sign-in/second-factor.ts';

export const signIn: Command = {
  name: 'sign-in',
  takes: '<address>',
  summary: 'Sign in with a code that is mailed to the address, or with the password.',
  details:
    'Codes and passwords are asked for on the terminal, or read from standard input, a line each. A password is ' +
    'never an argument, where other programs could read it. Then comes the second factor, if the account has one.',
  flags: { password: 'with the password instead of a mailed code' },
  async run({ words, flags, client }) {
    const address = onlyWord(words, 'a mail address');
    const foyer = await client();
    const first = await (flags.has('password') ? byPassword(foyer, address) : byMail(foyer, address));
    const { session } = first.secondFactor
      ? await showSecondFactor(foyer, first.secondFactor, (shown) => foyer.secondFactors.redeem(shown))
      : first;
    if (!session) throw new UsageError('The server still wants another factor. Use a browser.');
    const { account } = session;
    return { json: account, text: `Signed in as ${nameOf(account)}.` };
  },
};

async function byMail(foyer: Client, address: string): Promise<SignInOutcome> {
  const { ticket } = await foyer.signIns.requestCode({ address });
  const code = await ask(`A code is on its way to ${address}. The eight digits: `);
  if (code === undefined || code.trim() === '') throw new UsageError('It wants the code from the mail.');
  return foyer.signIns.redeemCode({ ticket, code });
}

async function byPassword(foyer: Client, address: string): Promise<SignInOutcome> {
  const password = await askSecretly(`The password of ${address}: `);
  if (!password) throw new UsageError('It wants the password.');
  return foyer.signIns.withPassword({ address, password });
}

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
