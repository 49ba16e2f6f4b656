import { LockMode } from '@mikro-orm/core';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { ACCOUNT_OUT_OF_REACH } from './account-care.contract.ts';
import { mayActOn } from './account-care.policy.ts';
import { ACCOUNT_NOT_FOUND } from './accounts.contract.ts';
import { AccountEntity, type AccountRow } from './accounts.entity.ts';

/** The account that staff acts on, one act at a time: a sign-in that is under way is over before, or begins after. */
export async function lockCharge(ctx: Context, accountId: string): Promise<AccountRow> {
  const account = await ctx.em.findOne(
    AccountEntity,
    { id: accountId },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  if (account === null) throw new Fault(ACCOUNT_NOT_FOUND);
  assertInReach(ctx, account);
  return account;
}

export function assertInReach(ctx: Context, account: AccountRow): void {
  if (!mayActOn(ctx.actor, account)) throw new Fault(ACCOUNT_OUT_OF_REACH);
}
