import type { Context } from '../../kernel/context.ts';
import { askAtOnce } from '../../kernel/database/ask-at-once.ts';
import { forNoKeyUpdate, forUpdate, sqlOf, toInstant } from '../../kernel/database/sql-of.ts';
import { AccountEntity, type AccountRow } from '../../people/accounts/accounts.entity.ts';
import { dummyHashFor } from './dummy-hash.ts';
import { isOutdated } from './hash-kinds.ts';
import { hashPassword, verifyPassword } from './hash-password.ts';
import './passwords.entity.ts';

/** What came of comparing a password. It is worth nothing until `acceptPassword` has looked again. */
export type ComparedPassword = {
  /** Null when it was wrong, and when there is no such account or it has no password. */
  right: { accountId: string; addressKey: string; changedAt: Date } | null;
  /** The same password by today's parameters, if it is kept by others. */
  renewedHash: string | null;
};

/**
 * Compares a password with that of an address. For `prepare`: it takes long, and as long for an address without an
 * account. Acts on nothing; that is for `acceptPassword`, behind the counter of wrong tries.
 */
export async function comparePassword(
  ctx: Context,
  given: { addressKey: string; password: string },
): Promise<ComparedPassword> {
  const { addressKey, password } = given;
  const dummy = await dummyHashFor(ctx, addressKey);
  const kept = await sqlOf(ctx.em)
    .selectFrom('account')
    .innerJoin('password', 'password.account_id', 'account.id')
    .select(['account.id', 'password.hash', 'password.changed_at'])
    .where('account.address_key', '=', addressKey)
    // Whoever set a password before an address was confirmed need not be whom the address belongs to.
    .where('account.address_verified_at', 'is not', null)
    .executeTakeFirst();
  const hash = kept?.hash ?? dummy;
  const isRight = await verifyPassword(hash, password);
  // Hashed for a wrong one too: otherwise the time would tell, before the counter of wrong tries does, that it is right.
  const renewedHash = isOutdated(hash) ? await hashPassword(password) : null;
  if (kept === undefined || !isRight) return { right: null, renewedHash: null };
  return {
    right: { accountId: kept.id, addressKey, changedAt: toInstant(kept.changed_at) },
    renewedHash,
  };
}

/**
 * The account that a right password opens, held as `holdAccount` does, or undefined for a wrong one. In the transaction,
 * and as the attempt of `limitTries`: however many comparisons were made at once, only those that the waits allow are
 * answered.
 */
export async function acceptPassword(
  ctx: Context,
  compared: ComparedPassword,
): Promise<AccountRow | undefined> {
  if (compared.right === null) return undefined;
  const { accountId, addressKey, changedAt } = compared.right;
  const db = sqlOf(ctx.em);
  const account = db
    .selectFrom('account')
    .selectAll()
    .where('id', '=', accountId)
    .where('address_key', '=', addressKey);
  const password = db
    .selectFrom('password')
    .select(['hash', 'changed_at'])
    .where('account_id', '=', accountId);
  // In this order: whoever takes a password off holds the account first.
  const [[owner], [kept]] = await askAtOnce(
    ctx.em,
    forNoKeyUpdate(ctx.em, account),
    forUpdate(ctx.em, password),
  );
  // Changed while it was compared, it is the old one that was right. Renewing a hash changes no password.
  if (kept === undefined || toInstant(kept.changed_at).getTime() !== changedAt.getTime()) return undefined;
  if (compared.renewedHash !== null && isOutdated(kept.hash))
    await db
      .updateTable('password')
      .set({ hash: compared.renewedHash })
      .where('account_id', '=', accountId)
      .execute();
  return owner && ctx.em.map(AccountEntity, owner);
}

/** The one counter of an account's wrong passwords, also for addresses that nobody has. */
export function passwordTriesKey(addressKey: string): string {
  return `password ${addressKey}`;
}
