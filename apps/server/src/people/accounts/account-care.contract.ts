import { z } from 'zod';
import { declareFault } from '../../kernel/fault.contract.ts';
import { Locale } from '../../kernel/locale.contract.ts';
import { nextCursor, pageInput } from '../../kernel/page.contract.ts';
import { Role } from './accounts.contract.ts';

export const AccountSummary = z
  .object({
    id: z.uuid(),
    address: z.string().describe('Of a system user: a name that is no address, since nobody writes to it.'),
    fullName: z.string(),
    role: Role,
    isSystem: z.boolean().describe('Of an import or a job: nobody signs in to it.'),
    disabledAt: z.date().nullable(),
    createdAt: z.date(),
  })
  .meta({ id: 'AccountSummary', description: 'An account in the list that staff has of all.' });
export type AccountSummary = z.infer<typeof AccountSummary>;

export const ListAccountsInput = z
  .object({
    ...pageInput,
    query: z.string().trim().max(120).optional().describe('A part of the name or of the address.'),
    role: Role.optional(),
    state: z.enum(['open', 'disabled']).optional().describe('Left out: both.'),
    kind: z.enum(['person', 'system']).optional().describe('Left out: both.'),
  })
  .meta({ id: 'ListAccountsInput' });
export type ListAccountsInput = z.infer<typeof ListAccountsInput>;

export const AccountPage = z
  .object({ items: z.array(AccountSummary), nextCursor })
  .meta({ id: 'AccountPage' });
export type AccountPage = z.infer<typeof AccountPage>;

export const AccountInput = z.object({ accountId: z.uuid() }).meta({ id: 'AccountInput' });
export type AccountInput = z.infer<typeof AccountInput>;

/** One kind is one factor, and each passkey is one of its own. */
const AccountFactor = z
  .object({
    kind: z.enum(['password', 'passkey', 'mail-code', 'totp', 'webhook-code', 'passkey-as-second-factor']),
    passkeyId: z.uuid().nullable().describe('Of a passkey alone.'),
    name: z.string().nullable().describe('Of a passkey alone: what its owner calls it.'),
    addedAt: z.date(),
    lastUsedAt: z.date().nullable(),
  })
  .meta({ id: 'AccountFactor', description: 'Something that an account can be asked for.' });
export type AccountFactor = z.infer<typeof AccountFactor>;

export const AccountDetails = AccountSummary.extend({
  locale: Locale,
  organisation: z.string().nullable(),
  disabledReason: z.string().nullable(),
  factors: z.array(AccountFactor),
  sessions: z.int().describe('How many devices are signed in.'),
  apiKeys: z.int().describe('How many keys act for it.'),
  lastSeenAt: z.date().nullable().describe('When a session of it was last used.'),
  isInReach: z.boolean().describe('Whether you may act on it.'),
  rolesInReach: z.array(Role).describe('Which other roles you may give it.'),
}).meta({ id: 'AccountDetails', description: 'An account as staff sees it.' });
export type AccountDetails = z.infer<typeof AccountDetails>;

/** Why somebody acts on the account of another. */
const Reason = z.string().trim().min(1, 'Say why.').max(500, 'At most 500 characters.');

export const DisableAccountInput = AccountInput.extend({
  reason: Reason.describe('For staff; the person is never told.'),
}).meta({ id: 'DisableAccountInput' });
export type DisableAccountInput = z.infer<typeof DisableAccountInput>;

export const RemoveAccountFactorInput = AccountInput.extend({
  kind: z
    .enum(['mail-code', 'totp', 'webhook-code', 'passkey-as-second-factor'])
    .optional()
    .describe('Give either this or a passkey.'),
  passkeyId: z.uuid().optional(),
  reason: Reason.describe('For the audit trail.'),
}).meta({ id: 'RemoveAccountFactorInput' });
export type RemoveAccountFactorInput = z.infer<typeof RemoveAccountFactorInput>;

export const SetRoleInput = AccountInput.extend({
  role: Role,
  reason: Reason.describe('For the audit trail; the person is never told.'),
}).meta({ id: 'SetRoleInput' });
export type SetRoleInput = z.infer<typeof SetRoleInput>;

export const ACCOUNT_OUT_OF_REACH = declareFault(
  'ACCOUNT_OUT_OF_REACH',
  'FORBIDDEN',
  'You may not do this to that account: staff acts on members, a superuser on staff as well, and nobody on themselves.',
);
export const ROLE_OUT_OF_REACH = declareFault(
  'ROLE_OUT_OF_REACH',
  'FORBIDDEN',
  'You may not give this account that role.',
);
export const LAST_SUPERUSER = declareFault(
  'LAST_SUPERUSER',
  'CONFLICT',
  'This is the last superuser who can sign in. Make another first: `foyer accounts role <account> superuser --reason … --admin`.',
);
export const FACTOR_NOT_FOUND = declareFault(
  'FACTOR_NOT_FOUND',
  'NOT_FOUND',
  'The account has no such factor.',
);
export const FACTOR_NEEDED = declareFault(
  'FACTOR_NEEDED',
  'CONFLICT',
  'Without it the mailbox alone would open an account that asks for a second factor. Take off the second factor first.',
);
