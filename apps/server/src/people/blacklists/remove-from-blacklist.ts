import type { Context } from '../../kernel/context.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import { Fault } from '../../kernel/fault.ts';
import { recordAuditEntry } from '../audit/record-audit-entry.ts';
import {
  BLACKLIST_ENTRY_NOT_FOUND,
  type BlacklistEntry,
  type RemoveFromBlacklistInput,
} from './blacklists.contract.ts';
import { entryOf, selectEntries } from './list-blacklist.ts';

/** Ends an entry. What it ended stays ended: staff may invite the person again. */
export async function removeFromBlacklist(
  ctx: Context,
  { entryId }: RemoveFromBlacklistInput,
): Promise<BlacklistEntry> {
  const row = await selectEntries(sqlOf(ctx.em)).where('entry.id', '=', entryId).executeTakeFirst();
  if (row === undefined) throw new Fault(BLACKLIST_ENTRY_NOT_FOUND);
  await sqlOf(ctx.em).deleteFrom('blacklist_entry').where('id', '=', entryId).execute();
  const entry = entryOf(row);
  recordAuditEntry(ctx, {
    action: 'blacklist.removed',
    subjectType: 'blacklist_entry',
    subjectId: entryId,
    details: { eventId: entry.eventId, accountId: entry.accountId, reason: entry.reason },
  });
  return entry;
}
