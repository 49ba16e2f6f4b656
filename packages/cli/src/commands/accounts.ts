import type {
  AccountDetails,
  AccountSummary,
  ListAccountsInput,
  RemoveAccountFactorInput,
  Role,
} from '@foyer/client';
import { FoyerError } from '@foyer/client';
import { ADMIN_OPTIONS, withAdmin } from '../admin-listener.ts';
import { type Command, type Invocation, noWords, onlyWord, UsageError } from '../command.ts';

const AN_ACCOUNT = 'the address or the id of an account, as `foyer accounts list` shows them';
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
  takes: '<account>',
  summary: 'Show an account, its factors and how many devices are signed in. For staff.',
  options: ADMIN_OPTIONS,
  flags: ON_THE_MACHINE,
  async run(invocation) {
    const named = onlyWord(invocation.words, AN_ACCOUNT);
    const account = await careOf(invocation)(async (care) => care.get(await findAccount(care, named)));
    return { json: account, text: textOf(account) };
  },
};

export const disableAccount: Command = {
  name: 'accounts disable',
  takes: '<account>',
  summary: 'Close an account at once, with its sessions and API keys. For staff.',
  details: FOR_STAFF,
  options: { reason: 'why, for staff alone; has to be given', ...ADMIN_OPTIONS },
  flags: ON_THE_MACHINE,
  async run(invocation) {
    const [named, reason] = [onlyWord(invocation.words, AN_ACCOUNT), reasonOf(invocation)];
    const nothing = await careOf(invocation)(async (care) =>
      care.disable({ ...(await findAccount(care, named)), reason }),
    );
    return { json: nothing, text: 'Disabled.' };
  },
};

export const enableAccount: Command = {
  name: 'accounts enable',
  takes: '<account>',
  summary: 'Open an account again. For staff.',
  details: FOR_STAFF,
  options: ADMIN_OPTIONS,
  flags: ON_THE_MACHINE,
  async run(invocation) {
    const named = onlyWord(invocation.words, AN_ACCOUNT);
    const nothing = await careOf(invocation)(async (care) => care.enable(await findAccount(care, named)));
    return { json: nothing, text: 'Enabled.' };
  },
};

export const endAccountSessions: Command = {
  name: 'accounts end-sessions',
  takes: '<account>',
  summary: 'Sign every device of an account out. For staff.',
  details: `${FOR_STAFF} With --all in place of an account it signs everybody out but you: for superusers.`,
  options: ADMIN_OPTIONS,
  flags: { all: 'everybody', ...ON_THE_MACHINE },
  async run(invocation) {
    const { words, flags } = invocation;
    if (flags.has('all')) noWords(words);
    const named = flags.has('all') ? undefined : onlyWord(words, AN_ACCOUNT);
    const outcome = await careOf(invocation)(async (care) =>
      named === undefined ? care.endEverybodysSessions({}) : care.endSessions(await findAccount(care, named)),
    );
    return { json: outcome, text: `Signed out: ${outcome.ended}.` };
  },
};

export const removeAccountFactor: Command = {
  name: 'accounts remove-factor',
  takes: '<account>',
  summary: 'Take a lost or foreign factor off an account, and tell its owner. For superusers.',
  options: {
    factor: 'totp, mail-code, webhook-code, passkey-as-second-factor, or the id of a passkey',
    reason: 'why, for the audit trail; has to be given',
    ...ADMIN_OPTIONS,
  },
  flags: ON_THE_MACHINE,
  async run(invocation) {
    const account = onlyWord(invocation.words, AN_ACCOUNT);
    const { factor } = invocation.options;
    if (factor === undefined) throw new UsageError('It wants --factor, as `foyer accounts show` names it.');
    const named = /^[0-9a-f]{8}-/.test(factor)
      ? { passkeyId: factor }
      : { kind: factor as NonNullable<RemoveAccountFactorInput['kind']> };
    const input = { reason: reasonOf(invocation), ...named };
    const nothing = await careOf(invocation)(async (care) =>
      care.removeFactor({ ...(await findAccount(care, account)), ...input }),
    );
    return { json: nothing, text: 'Removed.' };
  },
};

export const setAccountRole: Command = {
  name: 'accounts role',
  takes: '<account> <member | staff | superuser>',
  summary: 'Give an account another role, and tell the person. For superusers.',
  details:
    'A superuser appoints and dismisses staff, and can step down. With --admin, whoever has the machine makes and unmakes superusers.',
  options: { reason: 'why, for the audit trail; has to be given', ...ADMIN_OPTIONS },
  flags: ON_THE_MACHINE,
  async run(invocation) {
    const [named, role, ...more] = invocation.words;
    if (named === undefined || role === undefined || more.length > 0)
      throw new UsageError('Give the address or the id of an account, and a role.');
    const reason = reasonOf(invocation);
    const account = await careOf(invocation)(async (care) =>
      // The server knows which roles there are, and says so.
      care.setRole({ ...(await findAccount(care, named)), role: role as Role, reason }),
    );
    return { json: account, text: lineOf(account) };
  },
};

type Care = Pick<
  Awaited<ReturnType<Invocation['client']>>['accounts'],
  'list' | 'get' | 'disable' | 'enable' | 'endSessions' | 'endEverybodysSessions' | 'removeFactor' | 'setRole'
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

/** By its id, or by its whole address: a part of one could be another's. */
async function findAccount(care: Care, named: string): Promise<{ accountId: string }> {
  if (!named.includes('@')) return { accountId: named };
  const compared = (address: string) => address.normalize('NFKC').toLowerCase();
  const { items } = await care.list({ query: named, limit: 100 });
  const found = items.find(({ address }) => compared(address) === compared(named));
  if (found === undefined) throw new FoyerError('ACCOUNT_NOT_FOUND', `No account has the address ${named}.`);
  return { accountId: found.id };
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
