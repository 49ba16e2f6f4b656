import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { readSqlOf, toInstant, toInstantOrNull, toTexts } from '../../kernel/database/sql-of.ts';
import type { ApiKey, ApiKeyList } from './api-keys.contract.ts';

/** One's own keys that were not revoked, the newest first. One that has run out stays a while, so that it is missed. */
export async function listKeys(ctx: Context): Promise<ApiKeyList> {
  return listKeysOf(ctx, accountOf(ctx.actor).accountId);
}

export async function listKeysOf(ctx: Context, accountId: string): Promise<ApiKeyList> {
  const rows = await readSqlOf(ctx.em)
    .selectFrom('api_key')
    .select(['id', 'name', 'ending', 'scopes', 'created_at', 'expires_at', 'last_used_at'])
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
  return {
    items: rows.map((row) => ({
      id: row.id,
      name: row.name,
      ending: row.ending,
      scopes: toTexts(row.scopes) as ApiKey['scopes'],
      createdAt: toInstant(row.created_at),
      expiresAt: toInstant(row.expires_at),
      lastUsedAt: toInstantOrNull(row.last_used_at),
    })),
  };
}
