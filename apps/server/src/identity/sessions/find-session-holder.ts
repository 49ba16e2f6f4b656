import type { Config } from '../../kernel/config.ts';
import type { Database } from '../../kernel/database/database.ts';
import { instantFor, sqlOf, toInstant, toInstantOrNull } from '../../kernel/database/sql-of.ts';
import { owesSecondFactor } from '../second-factors/owes-second-factor.ts';
import { type AccessClaims, verifyAccessToken } from './access-token.ts';
import { ACCOUNT_COLUMNS, accountPart, type TokenHolder } from './token-holder.ts';

type Given = { config: Config; database: Database };

/** Who holds an access token: its signature, its session and its account are looked at. */
export async function findSessionHolder(
  { config, database }: Given,
  accessToken: string,
  now: Date,
): Promise<TokenHolder | undefined> {
  const claims = await verifyAccessToken(config, accessToken, now);
  return claims && holderOf({ config, database }, claims, now);
}

async function holderOf(
  { config, database }: Given,
  claims: AccessClaims,
  now: Date,
): Promise<TokenHolder | undefined> {
  const row = await sessionRow(database, claims.sessionId);
  if (row === undefined || row.account_id !== claims.accountId) return undefined;
  // Nobody signs in to a system user, whoever has made a session of it.
  if (row.is_system) return undefined;
  if (row.ended_at !== null || row.disabled_at !== null || toInstant(row.expires_at) <= now) return undefined;
  // It was exchanged for another when its owner showed again who they are, or had not got it.
  if (claims.renewedAt < toInstant(row.tokens_since ?? row.created_at)) return undefined;
  const isAwaited = toInstantOrNull(row.awaited_since)?.getTime() === claims.renewedAt.getTime();
  // Renewed again since it was read: only what is there now says whether this token is one that was replaced.
  if (isAwaited && !(await markSeen(database, claims))) return holderOf({ config, database }, claims, now);
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
      'session.awaited_since',
      'session.created_at',
      ...ACCOUNT_COLUMNS,
    ])
    .where('session.id', '=', sessionId)
    .executeTakeFirst();
}

/**
 * Somebody has what the last renewal gave: from now on the refresh token before it is spent for good. Written at the
 * first sight alone, and false when somebody else was first, or that renewal is not the last one any more.
 */
async function markSeen(database: Database, { sessionId, renewedAt }: AccessClaims): Promise<boolean> {
  const em = database.fork();
  const marked = await sqlOf(em)
    .updateTable('session')
    .set({ awaited_since: null })
    .where('id', '=', sessionId)
    .where('awaited_since', '=', instantFor(em, renewedAt))
    .executeTakeFirst();
  return marked.numUpdatedRows > 0n;
}
