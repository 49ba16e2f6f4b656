import type {
  AccountDetails,
  AccountSummary,
  ListAccountsInput,
  RemoveAccountFactorInput,
} from '@foyer/client';
import { ADMIN_OPTIONS, withAdmin } from '../admin-listener.ts';
import { type Command, type Invocation, noWords, onlyWord, UsageError } from '../command.ts';

const AN_ACCOUNT = 'the id of an account, as `foyer accounts list` shows it';
const ON_THE_MACHINE = {
  admin: 'ask the admin listener, on the machine of the server: reaches superusers too',
};
const FOR_STAFF =
  'Staff acts on members, superusers on staff as well. With --admin, whoever has the machine acts on anybody.';

export const listAccounts: Command = {
  name: 'accounts list',
  takes: '[part of a name or an address]',
  summary: 'List accounts, the newest first. For staff.',
  options: {
    state: 'open or disabled; both by default',
    kind: 'person or system; both by default',
    limit: 'how many at most, 1 to 100',
    cursor: 'where to go on, as the page before said',
    ...ADMIN_OPTIONS,
  },
  flags: ON_THE_MACHINE,
  async run(invocation) {
    const { words, options } = invocation;
    const query = words.join(' ');
    const page = await careOf(invocation)((care) =>
      care.list({
        ...(query && { query }),
        // The server knows what there is, and says so.
        ...(options.state && { state: options.state as NonNullable<ListAccountsInput['state']> }),
        ...(options.kind && { kind: options.kind as NonNullable<ListAccountsInput['kind']> }),
        ...(options.limit && { limit: Number(options.limit) }),
        ...(options.cursor && { cursor: options.cursor }),
      }),
    );
    const lines = page.items.map(lineOf);
    if (page.nextCursor) lines.push(`More: --cursor ${page.nextCursor}`);
    return { json: page, text: lines.join('\n') || 'No accounts.' };
  },
};

export const showAccount: Command = {
  name: 'accounts show',
  takes: '<account id>',
  summary: 'Show an account, its factors and how many devices are signed in. For staff.',
  options: ADMIN_OPTIONS,
  flags: ON_THE_MACHINE,
  async run(invocation) {
    const accountId = onlyWord(invocation.words, AN_ACCOUNT);
    const account = await careOf(invocation)((care) => care.get({ accountId }));
    return { json: account, text: textOf(account) };
  },
};

export const disableAccount: Command = {
  name: 'accounts disable',
  takes: '<account id>',
  summary: 'Close an account at once, with its sessions and API keys. For staff.',
  details: FOR_STAFF,
  options: { reason: 'why, for staff alone; has to be given', ...ADMIN_OPTIONS },
  flags: ON_THE_MACHINE,
  async run(invocation) {
    const input = { accountId: onlyWord(invocation.words, AN_ACCOUNT), reason: reasonOf(invocation) };
    return { json: await careOf(invocation)((care) => care.disable(input)), text: 'Disabled.' };
  },
};

export const enableAccount: Command = {
  name: 'accounts enable',
  takes: '<account id>',
  summary: 'Open an account again. For staff.',
  details: FOR_STAFF,
  options: ADMIN_OPTIONS,
  flags: ON_THE_MACHINE,
  async run(invocation) {
    const accountId = onlyWord(invocation.words, AN_ACCOUNT);
    return { json: await careOf(invocation)((care) => care.enable({ accountId })), text: 'Enabled.' };
  },
};

export const endAccountSessions: Command = {
  name: 'accounts end-sessions',
  takes: '<account id>',
  summary: 'Sign every device of an account out. For staff.',
  details: `${FOR_STAFF} With --all in place of an account it signs everybody out but you: for superusers.`,
  options: ADMIN_OPTIONS,
  flags: { all: 'everybody', ...ON_THE_MACHINE },
  async run(invocation) {
    const { words, flags } = invocation;
    if (flags.has('all')) noWords(words);
    const accountId = flags.has('all') ? undefined : onlyWord(words, AN_ACCOUNT);
    const outcome = await careOf(invocation)((care) =>
      accountId === undefined ? care.endEverybodysSessions({}) : care.endSessions({ accountId }),
    );
    return { json: outcome, text: `Signed out: ${outcome.ended}.` };
  },
};

export const removeAccountFactor: Command = {
  name: 'accounts remove-factor',
  takes: '<account id>',
  summary: 'Take a lost or foreign factor off an account, and tell its owner. For superusers.',
  options: {
    factor: 'totp, mail-code, webhook-code, passkey-as-second-factor, or the id of a passkey',
    reason: 'why, for the audit trail; has to be given',
    ...ADMIN_OPTIONS,
  },
  flags: ON_THE_MACHINE,
  async run(invocation) {
    const accountId = onlyWord(invocation.words, AN_ACCOUNT);
    const { factor } = invocation.options;
    if (factor === undefined) throw new UsageError('It wants --factor, as `foyer accounts show` names it.');
    const named = /^[0-9a-f]{8}-/.test(factor)
      ? { passkeyId: factor }
      : { kind: factor as NonNullable<RemoveAccountFactorInput['kind']> };
    const input = { accountId, reason: reasonOf(invocation), ...named };
    return { json: await careOf(invocation)((care) => care.removeFactor(input)), text: 'Removed.' };
  },
};

type Care = Pick<
  Awaited<ReturnType<Invocation['client']>>['accounts'],
  'list' | 'get' | 'disable' | 'enable' | 'endSessions' | 'endEverybodysSessions' | 'removeFactor'
>;

/** Through one's own session, or through the machine. */
function careOf(invocation: Invocation) {
  return async <Answer>(work: (care: Care) => Promise<Answer>): Promise<Answer> => {
    if (invocation.flags.has('admin')) return withAdmin(invocation, (admin) => work(admin.accountCare));
    const foreign = ['admin-url', 'admin-key-file'].find((name) => name in invocation.options);
    if (foreign) throw new UsageError(`--${foreign} goes with --admin.`);
    return work((await invocation.client()).accounts);
  };
}

function reasonOf({ options }: Invocation): string {
  if (!options.reason) throw new UsageError('It wants --reason.');
  return options.reason;
}

function lineOf({ id, fullName, address, role, isSystem, disabledAt }: AccountSummary): string {
  const marks = [role, ...(isSystem ? ['system user'] : []), ...(disabledAt ? ['disabled'] : [])];
  return `${id}  ${fullName}  ${isSystem ? '' : `<${address}>  `}(${marks.join(', ')})`;
}

function textOf(account: AccountDetails): string {
  const lines = [lineOf(account), `devices signed in: ${account.sessions}; API keys: ${account.apiKeys}`];
  if (account.disabledAt)
    lines.push(`disabled ${account.disabledAt.toISOString()}: ${account.disabledReason}`);
  for (const { kind, passkeyId, name, addedAt } of account.factors)
    lines.push(`${kind}${passkeyId ? ` ${passkeyId} ${name}` : ''}, since ${addedAt.toISOString()}`);
  return lines.join('\n');
}
