import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { AFTER_ALL, openCursor, sealCursor } from '../../kernel/cursor.ts';
import { readSqlOf, toInstant, toInstantOrNull, truthFor } from '../../kernel/database/sql-of.ts';
import type { AccountPage, AccountSummary, ListAccountsInput } from './account-care.contract.ts';
import { addressKey } from './accounts.entity.ts';

/** All accounts, the newest first; ids tell the order. For staff: the gate has made sure. */
export async function listAccounts(ctx: Context, input: ListAccountsInput): Promise<AccountPage> {
  const { query = '', role, state, kind } = input;
  const list = `accounts ${JSON.stringify([query, role, state, kind])}`;
  const [placeId] = openCursor(ctx.config, list, input.cursor) ?? [AFTER_ALL[1]];
  let accounts = readSqlOf(ctx.em)
    .selectFrom('account')
    .select(['id', 'address', 'full_name', 'role', 'is_system', 'disabled_at', 'created_at'])
    .where('id', '<', placeId as string);
  if (query !== '') {
    const pattern = `%${addressKey(query).replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
    accounts = accounts.where(
      sql<boolean>`(lower(full_name) like ${pattern} escape '\\' or address_key like ${pattern} escape '\\')`,
    );
  }
  if (role !== undefined) accounts = accounts.where('role', '=', role);
  if (state !== undefined) accounts = accounts.where('disabled_at', state === 'open' ? 'is' : 'is not', null);
  if (kind !== undefined) accounts = accounts.where('is_system', '=', truthFor(ctx.em, kind === 'system'));
  const rows = await accounts
    .orderBy('id', 'desc')
    .limit(input.limit + 1)
    .execute();
  const last = rows.length > input.limit ? rows[input.limit - 1] : undefined;
  return {
    items: rows.slice(0, input.limit).map(summaryOf),
    nextCursor: last ? sealCursor(ctx.config, list, [last.id]) : null,
  };
}

type Row = Pick<AccountSummary, 'id' | 'address' | 'role'> & {
  full_name: string;
  is_system: unknown;
  disabled_at: unknown;
  created_at: unknown;
};

export function summaryOf(row: Row): AccountSummary {
  return {
    id: row.id,
    address: row.address,
    fullName: row.full_name,
    role: row.role,
    isSystem: Boolean(row.is_system),
    disabledAt: toInstantOrNull(row.disabled_at),
    createdAt: toInstant(row.created_at),
  };
}
