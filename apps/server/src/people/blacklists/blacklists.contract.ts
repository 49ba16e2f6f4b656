import { z } from 'zod';
import { declareFault } from '../../kernel/fault.contract.ts';
import { instantInput } from '../../kernel/instant.contract.ts';
import { nextCursor, pageInput } from '../../kernel/page.contract.ts';
import { Address } from '../accounts/accounts.contract.ts';

export const BlacklistEntry = z
  .object({
    id: z.uuid(),
    eventId: z.uuid().nullable().describe('Null: every event.'),
    accountId: z.uuid().nullable().describe('Null when the address had no account.'),
    fullName: z.string().nullable().describe('Of the account, if there is one.'),
    isSystem: z.boolean().describe('An account of an import or a job.'),
    isByAddress: z.boolean().describe('Whether an address is meant, too. It is kept as a hash alone.'),
    reason: z.string(),
    endsAt: z.date().nullable().describe('Null: until it is removed.'),
    createdAt: z.date(),
  })
  .meta({ id: 'BlacklistEntry', description: 'Somebody who may not take part, in one event or in any.' });
export type BlacklistEntry = z.infer<typeof BlacklistEntry>;

export const AddToBlacklistInput = z
  .object({
    eventId: z.uuid().optional().describe('Left out: every event.'),
    accountId: z.uuid().optional().describe('Give either an account or an address.'),
    address: Address.optional().describe('Its account, if it has one, is meant as well.'),
    reason: z
      .string()
      .trim()
      .min(1, 'Say why.')
      .max(500, 'At most 500 characters.')
      .describe('For staff; the person is never told.'),
    endsAt: instantInput.optional().describe('Left out: until it is removed.'),
  })
  .meta({ id: 'AddToBlacklistInput' });
export type AddToBlacklistInput = z.infer<typeof AddToBlacklistInput>;

export const AddedToBlacklist = z
  .object({
    entry: BlacklistEntry,
    endedParticipations: z.int().describe('How many participations it ended.'),
  })
  .meta({ id: 'AddedToBlacklist' });
export type AddedToBlacklist = z.infer<typeof AddedToBlacklist>;

export const ListBlacklistInput = z
  .object({
    ...pageInput,
    eventId: z.uuid().optional().describe('Only the entries that hold at this event; left out: all.'),
  })
  .meta({ id: 'ListBlacklistInput' });
export type ListBlacklistInput = z.infer<typeof ListBlacklistInput>;

export const BlacklistPage = z
  .object({ items: z.array(BlacklistEntry), nextCursor })
  .meta({ id: 'BlacklistPage' });
export type BlacklistPage = z.infer<typeof BlacklistPage>;

export const RemoveFromBlacklistInput = z
  .object({ entryId: z.uuid() })
  .meta({ id: 'RemoveFromBlacklistInput' });
export type RemoveFromBlacklistInput = z.infer<typeof RemoveFromBlacklistInput>;

export const BLACKLIST_ENTRY_NOT_FOUND = declareFault(
  'BLACKLIST_ENTRY_NOT_FOUND',
  'NOT_FOUND',
  'There is no such entry.',
);
