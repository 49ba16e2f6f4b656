import type { Config } from '../../kernel/config.ts';
import type { Database } from '../../kernel/database/database.ts';
import { sqlOf, toInstant } from '../../kernel/database/sql-of.ts';
import { owesSecondFactor } from '../second-factors/owes-second-factor.ts';
import { verifyAccessToken } from './access-token.ts';
import { ACCOUNT_COLUMNS, accountPart, type TokenHolder } from './token-holder.ts';

/** Who holds an access token: its signature, its session and its account are looked at. */
export async function findSessionHolder(
  { config, database }: { config: Config; database: Database },
  accessToken: string,
  now: Date,
): Promise<TokenHolder | undefined> {
  const claims = await verifyAccessToken(config, accessToken, now);
  if (claims === undefined) return undefined;
  const row = await sessionRow(database, claims.sessionId);
  if (row === undefined || row.account_id !== claims.accountId) return undefined;
  // Nobody signs in to a system user, whoever has made a session of it.
  if (row.is_system) return undefined;
  if (row.ended_at !== null || row.disabled_at !== null || toInstant(row.expires_at) <= now) return undefined;
  // It was exchanged for another when its owner showed again who they are.
  if (claims.authenticatedAt < toInstant(row.tokens_since ?? row.created_at)) return undefined;
  return {
    actor: {
      ...accountPart(row),
      owesSecondFactor: await owesSecondFactor({ config, database }, row),
      accountId: row.account_id,
      sessionId: row.id,
      scopes: null,
      authenticatedAt: toInstant(row.authenticated_at),
    },
    expiresAtMs: claims.expiresAt.getTime(),
  };
}

/** Never asked of a replica: it may not have heard yet that the session is over. */
async function sessionRow(database: Database, sessionId: string) {
  return sqlOf(database.fork())
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account_id')
    .select([
      'session.id',
      'session.account_id',
      'session.ended_at',
      'session.expires_at',
      'session.authenticated_at',
      'session.tokens_since',
      'session.created_at',
      ...ACCOUNT_COLUMNS,
    ])
    .where('session.id', '=', sessionId)
    .executeTakeFirst();
}
