import { type Kysely, sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { AFTER_ALL, openCursor, sealCursor } from '../../kernel/cursor.ts';
import { instantFor, readSqlOf, toInstant, toInstantOrNull } from '../../kernel/database/sql-of.ts';
import type { Tables } from '../../kernel/database/tables.ts';
import '../accounts/accounts.entity.ts';
import type { BlacklistEntry, BlacklistPage, ListBlacklistInput } from './blacklists.contract.ts';
import './blacklists.entity.ts';

/** Who may not take part, the newest entry first; ended entries are in it. For staff: the gate has made sure. */
export async function listBlacklist(ctx: Context, input: ListBlacklistInput): Promise<BlacklistPage> {
  const { eventId } = input;
  const list = `blacklist ${eventId ?? 'all'}`;
  const [createdAtMs, placeId] = openCursor(ctx.config, list, input.cursor) ?? AFTER_ALL;
  const createdAt = instantFor(ctx.em, new Date(createdAtMs as number));
  let entries = selectEntries(readSqlOf(ctx.em)).where(
    sql<boolean>`(entry.created_at, entry.id) < (${createdAt}, ${placeId})`,
  );
  if (eventId !== undefined)
    entries = entries.where((row) =>
      row.or([row('entry.event_id', 'is', null), row('entry.event_id', '=', eventId)]),
    );
  const rows = await entries
    .orderBy('entry.created_at', 'desc')
    .orderBy('entry.id', 'desc')
    .limit(input.limit + 1)
    .execute();
  const last = rows.length > input.limit ? rows[input.limit - 1] : undefined;
  return {
    items: rows.slice(0, input.limit).map(entryOf),
    nextCursor: last ? sealCursor(ctx.config, list, [toInstant(last.created_at).getTime(), last.id]) : null,
  };
}

export function selectEntries(db: Kysely<Tables>) {
  return db
    .selectFrom('blacklist_entry as entry')
    .leftJoin('account', 'account.id', 'entry.account_id')
    .select(['entry.id', 'entry.event_id', 'entry.account_id', 'entry.address_hash', 'entry.reason'])
    .select(['entry.ends_at', 'entry.created_at', 'account.full_name', 'account.is_system']);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectEntries>['execute']>>[number];

export function entryOf(row: Row): BlacklistEntry {
  return {
    id: row.id,
    eventId: row.event_id,
    accountId: row.account_id,
    fullName: row.full_name,
    isSystem: Boolean(row.is_system),
    isByAddress: row.address_hash !== null,
    reason: row.reason,
    endsAt: toInstantOrNull(row.ends_at),
    createdAt: toInstant(row.created_at),
  };
}
