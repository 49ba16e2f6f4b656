import type { Context } from '../../kernel/context.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import '../passkeys/passkeys.entity.ts';
import '../passwords/passwords.entity.ts';
import '../second-factors/second-factors.entity.ts';
import type { SecondFactorKind } from './sign-in-tickets.contract.ts';
import type { FirstFactor } from './sign-in-tickets.entity.ts';

const STRONGEST_FIRST: readonly SecondFactorKind[] = [
  'passkey',
  'totp',
  'webhook-code',
  'mail-code',
  'password',
  'recovery-code',
];

/**
 * What an account has to show beside a first factor; nothing when it never asked for a second. A passkey proves
 * the device and its holder at once. The mailbox counts once: after a mailed code another is no second factor,
 * and the password stands in only where the account has chosen nothing but the mailbox.
 */
export async function listOwedFactors(
  ctx: Context,
  given: { accountId: string; firstFactor: FirstFactor },
): Promise<SecondFactorKind[]> {
  const { accountId, firstFactor } = given;
  if (firstFactor === 'passkey') return [];
  const chosen = await chosenFactors(ctx, accountId);
  if (chosen.length === 0) return [];

  const beside = chosen.filter((kind) => kind !== firstFactor);
  const has = await whatAccountHas(ctx, accountId);
  const usable = new Set<SecondFactorKind>(beside);
  if (has.passkey) usable.add('passkey');
  if (has.recoveryCode) usable.add('recovery-code');
  if (has.password && firstFactor !== 'password' && beside.length === 0) usable.add('password');
  return STRONGEST_FIRST.filter((kind) => usable.has(kind));
}

async function chosenFactors(ctx: Context, accountId: string): Promise<SecondFactorKind[]> {
  const rows = await sqlOf(ctx.em)
    .selectFrom('second_factor')
    .select('kind')
    .where('account_id', '=', accountId)
    .where('confirmed_at', 'is not', null)
    .execute();
  return rows.map(({ kind }) => kind);
}

async function whatAccountHas(ctx: Context, accountId: string) {
  const db = sqlOf(ctx.em);
  const row = await db
    .selectNoFrom(({ exists }) => [
      exists(db.selectFrom('passkey').select('id').where('account_id', '=', accountId)).as('passkey'),
      exists(db.selectFrom('password').select('account_id').where('account_id', '=', accountId)).as(
        'password',
      ),
      exists(
        db
          .selectFrom('recovery_code')
          .select('hash')
          .where('account_id', '=', accountId)
          .where('used_at', 'is', null),
      ).as('recovery_code'),
    ])
    .executeTakeFirstOrThrow();
  return {
    passkey: Boolean(row.passkey),
    password: Boolean(row.password),
    recoveryCode: Boolean(row.recovery_code),
  };
}
