import type { Context } from '../../kernel/context.ts';
import { readSqlOf, toInstant, toInstantOrNull, toTexts } from '../../kernel/database/sql-of.ts';
import type { ApiClientList } from './api-clients.contract.ts';

/** Every client, the newest first, those that were disabled included. */
export async function listClients(ctx: Context): Promise<ApiClientList> {
  const rows = await readSqlOf(ctx.em)
    .selectFrom('api_client')
    .select(['id', 'name', 'origins', 'created_at', 'last_used_at', 'disabled_at'])
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(500)
    .execute();
  return {
    items: rows.map((row) => ({
      id: row.id,
      name: row.name,
      origins: toTexts(row.origins),
      createdAt: toInstant(row.created_at),
      lastUsedAt: toInstantOrNull(row.last_used_at),
      disabledAt: toInstantOrNull(row.disabled_at),
    })),
  };
}
