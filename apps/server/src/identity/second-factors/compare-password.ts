import type { Context } from '../../kernel/context.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import { sha256 } from '../../kernel/secrets.ts';
import { type ComparedPassword, comparePassword } from '../passwords/compare-password.ts';
import '../sign-in-tickets/sign-in-tickets.entity.ts';
import type { ShowFactorInput } from './second-factors.contract.ts';

/** Null where no password was shown, or for a ticket that is none. */
export type Compared = { compared: ComparedPassword | null };

/**
 * The `prepare` of every procedure that shows a second factor: compares a password, and nothing else, because hashing
 * it must not hold a transaction open. Whether the try counts, and may be answered at all, is decided within.
 */
export async function compareShownPassword(
  ctx: Context,
  { ticket, kind, code }: Pick<ShowFactorInput, 'ticket' | 'code'> & { kind: string },
): Promise<Compared> {
  if (kind !== 'password') return { compared: null };
  const account = await sqlOf(ctx.em)
    .selectFrom('sign_in_ticket')
    .innerJoin('account', 'account.id', 'sign_in_ticket.account_id')
    .select('account.address_key')
    .where('token_hash', '=', sha256(ticket))
    .where('consumed_at', 'is', null)
    .executeTakeFirst();
  if (account === undefined) return { compared: null };
  return { compared: await comparePassword(ctx, { addressKey: account.address_key, password: code }) };
}
