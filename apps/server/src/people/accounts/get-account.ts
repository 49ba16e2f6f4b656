import '../../identity/api-keys/api-keys.entity.ts';
import '../../identity/passkeys/passkeys.entity.ts';
import '../../identity/passwords/passwords.entity.ts';
import '../../identity/second-factors/second-factors.entity.ts';
import '../../identity/sessions/sessions.entity.ts';
import type { Context } from '../../kernel/context.ts';
import { instantFor, sqlOf, toInstant, toInstantOrNull } from '../../kernel/database/sql-of.ts';
import { Fault } from '../../kernel/fault.ts';
import type { AccountDetails, AccountFactor, AccountInput } from './account-care.contract.ts';
import { mayActOn } from './account-care.policy.ts';
import { ACCOUNT_NOT_FOUND } from './accounts.contract.ts';
import { summaryOf } from './list-accounts.ts';
import { rolesInReach } from './set-role.policy.ts';

/** One account as staff sees it: the gate has made sure. Never of a replica, so that what was just done is seen. */
export async function getAccount(ctx: Context, { accountId }: AccountInput): Promise<AccountDetails> {
  const row = await readAccount(ctx, accountId);
  if (row === undefined) throw new Fault(ACCOUNT_NOT_FOUND);
  const summary = summaryOf(row);
  return {
    ...summary,
    locale: row.locale,
    organisation: row.organisation,
    disabledReason: row.disabled_reason,
    factors: await readFactors(ctx, accountId),
    sessions: Number(row.sessions),
    apiKeys: Number(row.api_keys),
    lastSeenAt: toInstantOrNull(row.last_seen_at),
    isInReach: mayActOn(ctx.actor, row),
    rolesInReach: rolesInReach(ctx.actor, summary),
  };
}

async function readAccount(ctx: Context, accountId: string) {
  const now = instantFor(ctx.em, ctx.clock.now());
  return sqlOf(ctx.em)
    .selectFrom('account')
    .select(['id', 'address', 'full_name', 'role', 'is_system', 'disabled_at', 'disabled_reason'])
    .select(['created_at', 'locale', 'organisation'])
    .select((account) => [
      account
        .selectFrom('session')
        .select((session) => session.fn.countAll().as('count'))
        .whereRef('account_id', '=', 'account.id')
        .where('ended_at', 'is', null)
        .where('expires_at', '>', now)
        .as('sessions'),
      account
        .selectFrom('session')
        .select((session) => session.fn.max('last_used_at').as('last'))
        .whereRef('account_id', '=', 'account.id')
        .as('last_seen_at'),
      account
        .selectFrom('api_key')
        .select((key) => key.fn.countAll().as('count'))
        .whereRef('account_id', '=', 'account.id')
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', now)
        .as('api_keys'),
    ])
    .where('id', '=', accountId)
    .executeTakeFirst();
}

/** What the account can be asked for; what was begun and never confirmed is none of it. */
async function readFactors(ctx: Context, accountId: string): Promise<AccountFactor[]> {
  const db = sqlOf(ctx.em);
  const passkeys = await db
    .selectFrom('passkey')
    .select(['id', 'name', 'created_at', 'last_used_at'])
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .execute();
  const password = await db
    .selectFrom('password')
    .select(['changed_at'])
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  const second = await db
    .selectFrom('second_factor')
    .select(['kind', 'confirmed_at', 'last_used_at'])
    .where('account_id', '=', accountId)
    .where('confirmed_at', 'is not', null)
    .orderBy('confirmed_at')
    .execute();
  const none = { passkeyId: null, name: null, lastUsedAt: null };
  return [
    ...(password ? [{ ...none, kind: 'password' as const, addedAt: toInstant(password.changed_at) }] : []),
    ...passkeys.map((one) => ({
      kind: 'passkey' as const,
      passkeyId: one.id,
      name: one.name,
      addedAt: toInstant(one.created_at),
      lastUsedAt: toInstantOrNull(one.last_used_at),
    })),
    ...second.map((one) => ({
      ...none,
      kind: one.kind === 'passkey' ? ('passkey-as-second-factor' as const) : one.kind,
      addedAt: toInstant(one.confirmed_at),
      lastUsedAt: toInstantOrNull(one.last_used_at),
    })),
  ];
}
