import type { Config } from '../../kernel/config.ts';
import type { Database } from '../../kernel/database/database.ts';
import { sqlOf, toInstant, toTexts } from '../../kernel/database/sql-of.ts';
import { sha256 } from '../../kernel/secrets.ts';
import { owesSecondFactor } from '../second-factors/owes-second-factor.ts';
import { ACCOUNT_COLUMNS, accountPart, type TokenHolder } from '../sessions/token-holder.ts';
import { isKeyWhole } from './key-text.ts';

/** No key shows a credential, however young it is. */
const NEVER = new Date(0);

/** In whose name an API key acts. Its role is its account's, as it is now. */
export async function findKeyHolder(
  { config, database }: { config: Config; database: Database },
  key: string,
  now: Date,
): Promise<TokenHolder | undefined> {
  if (!isKeyWhole(key)) return undefined;
  const row = await keyRow(database, sha256(key));
  if (row === undefined || row.revoked_at !== null || row.disabled_at !== null) return undefined;
  const expiresAt = toInstant(row.expires_at);
  if (expiresAt <= now) return undefined;
  return {
    actor: {
      ...accountPart(row),
      owesSecondFactor: await owesSecondFactor({ config, database }, row),
      accountId: row.account_id,
      sessionId: row.id,
      scopes: toTexts(row.scopes),
      authenticatedAt: NEVER,
    },
    expiresAtMs: expiresAt.getTime(),
  };
}

/** Never asked of a replica: it may not have heard yet that the key was revoked. */
async function keyRow(database: Database, hash: string) {
  return sqlOf(database.fork())
    .selectFrom('api_key')
    .innerJoin('account', 'account.id', 'api_key.account_id')
    .select([
      'api_key.id',
      'api_key.account_id',
      'api_key.scopes',
      'api_key.expires_at',
      'api_key.revoked_at',
      ...ACCOUNT_COLUMNS,
    ])
    .where('api_key.hash', '=', hash)
    .executeTakeFirst();
}
