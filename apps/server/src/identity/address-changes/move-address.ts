import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { announce } from '../../kernel/database/announce.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import { AccountEntity, type AccountRow, addressKey } from '../../people/accounts/accounts.entity.ts';
import { endWhereBlacklisted } from '../../people/blacklists/end-where-blacklisted.ts';
import { claimInvitations } from '../../programme/invitations/claim-invitations.ts';
import { personOfAccount } from '../../programme/participations/lock-people.ts';

/**
 * Gives an account another address, which counts as verified, and tells every process. At an address that is on the
 * blacklist it takes part in nothing more from which that is kept out; to what the address is invited, it is. Answers
 * false when another account has it: the unique constraint decides, also between two that ask at once, and the
 * savepoint keeps what the transaction has done before.
 */
export async function moveAddress(ctx: Context, account: AccountRow, address: string): Promise<boolean> {
  const now = ctx.clock.now();
  const db = sqlOf(ctx.em);
  await sql`savepoint before_address`.execute(db);
  try {
    await ctx.em.nativeUpdate(
      AccountEntity,
      { id: account.id },
      { address, addressKey: addressKey(address), addressVerifiedAt: now, updatedAt: now },
    );
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    await sql`rollback to savepoint before_address`.execute(db);
    return false;
  }
  await ctx.em.refresh(account);
  await announce(ctx.em, { accountId: account.id });
  const person = personOfAccount(account);
  await endWhereBlacklisted(ctx, person);
  await claimInvitations(ctx, person);
  return true;
}
