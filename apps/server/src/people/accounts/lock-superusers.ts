import { LockMode } from '@mikro-orm/core';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { LAST_SUPERUSER } from './account-care.contract.ts';
import { ACCOUNT_NOT_FOUND } from './accounts.contract.ts';
import { AccountEntity, type AccountRow } from './accounts.entity.ts';

export type BesideSuperusers = { account: AccountRow; superusers: readonly AccountRow[] };

/**
 * An account and all superusers, in one statement and in the order of their ids: of two who would each leave the other as
 * the last, the second waits, and sees what the first has done.
 */
export async function lockBesideSuperusers(ctx: Context, accountId: string): Promise<BesideSuperusers> {
  const rows = await ctx.em.find(
    AccountEntity,
    { $or: [{ id: accountId }, { role: 'superuser' }] },
    { orderBy: { id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  const account = rows.find(({ id }) => id === accountId);
  if (account === undefined) throw new Fault(ACCOUNT_NOT_FOUND);
  return { account, superusers: rows.filter(({ role }) => role === 'superuser') };
}

/** Refuses to take away the last superuser who can sign in: the next start would print a link that makes one. */
export function assertSuperuserRemains({ account, superusers }: BesideSuperusers): void {
  const open = superusers.filter(({ disabledAt }) => !disabledAt);
  if (open.length === 1 && open[0]?.id === account.id) throw new Fault(LAST_SUPERUSER);
}
