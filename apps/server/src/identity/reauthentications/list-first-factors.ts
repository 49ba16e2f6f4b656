import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import '../passkeys/passkeys.entity.ts';
import '../passwords/passwords.entity.ts';
import type { ReauthenticationOptions } from './reauthentications.contract.ts';

/** What one's own account can prove itself by. The mailbox is always there. */
export async function listFirstFactors(ctx: Context): Promise<ReauthenticationOptions> {
  const { accountId } = accountOf(ctx.actor);
  const db = sqlOf(ctx.em);
  const has = await db
    .selectNoFrom(({ exists }) => [
      exists(db.selectFrom('passkey').select('id').where('account_id', '=', accountId)).as('passkey'),
      exists(db.selectFrom('password').select('account_id').where('account_id', '=', accountId)).as(
        'password',
      ),
    ])
    .executeTakeFirstOrThrow();
  return {
    firstFactors: [
      ...(has.passkey ? (['passkey'] as const) : []),
      ...(has.password ? (['password'] as const) : []),
      'mail-code',
    ],
  };
}
