import '../../identity/passwords/passwords.entity.ts';
import type { Context } from '../../kernel/context.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import { newId } from '../../kernel/ids.ts';
import { recordAuditEntry } from '../audit/record-audit-entry.ts';
import { addressKey } from './accounts.entity.ts';
import type { ImportAccountsInput, ImportedAccount, ImportedAccounts } from './import-accounts.contract.ts';

type Made = { account: ImportedAccount; id: string; index: number };

/**
 * Takes over accounts of another system, with their passwords if it tells their hashes. The superuser who brings
 * them vouches for their addresses. An account that is there is left alone, whatever the row says of it.
 */
export async function importAccounts(ctx: Context, input: ImportAccountsInput): Promise<ImportedAccounts> {
  const rows = input.accounts.map((account, index) => ({ account, index, id: newId() }));
  const made = await insertNew(ctx, rows);
  const withPassword = made.filter(({ account }) => account.passwordHash !== undefined);
  if (withPassword.length > 0)
    await sqlOf(ctx.em)
      .insertInto('password')
      .values(
        withPassword.map(({ account, id }) => ({
          account_id: id,
          hash: account.passwordHash as string,
          changed_at: instantFor(ctx.em, ctx.clock.now()),
        })),
      )
      .execute();
  for (const { id, account } of made)
    recordAuditEntry(ctx, {
      action: 'account.imported',
      subjectType: 'account',
      subjectId: id,
      details: { withPassword: account.passwordHash !== undefined },
    });
  const skipped = rows.filter((row) => !made.includes(row));
  return {
    imported: made.length,
    skipped: skipped.map(({ index, account }) => ({ index, address: account.address })),
  };
}

/** Which of them were new: of two rows with one address the first, and none whose address is registered meanwhile. */
async function insertNew(ctx: Context, rows: Made[]): Promise<Made[]> {
  const now = instantFor(ctx.em, ctx.clock.now());
  const firsts = new Map(rows.toReversed().map((row) => [addressKey(row.account.address), row]));
  const inserted = await sqlOf(ctx.em)
    .insertInto('account')
    .values(
      // In one order everywhere: two imports of the same people then wait for one another instead of failing.
      [...firsts]
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([key, { account, id }]) => ({
          id,
          address: account.address,
          address_key: key,
          address_verified_at: now,
          full_name: account.fullName,
          locale: account.locale ?? 'en',
          role: 'member' as const,
          created_at: now,
          updated_at: now,
        })),
    )
    .onConflict((conflict) => conflict.column('address_key').doNothing())
    .returning('id')
    .execute();
  const ids = new Set(inserted.map(({ id }) => id));
  return rows.filter(({ id }) => ids.has(id));
}
