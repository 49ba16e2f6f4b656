import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { instantFor, isAmong, isOneOf, isSqlite, sqlOf } from '../../kernel/database/sql-of.ts';
import { keyedHash, keyedHashes, type Secrets } from '../../kernel/keys.ts';
import './blacklists.entity.ts';

type Somebody = { accountId: string | null; addressKey: string };

const PURPOSE = 'blacklisted address';

/** As an entry keeps an address. */
export function addressHash(config: Secrets, addressKey: string): string {
  return keyedHash(config, PURPOSE, addressKey);
}

/** As entries may keep it: some were made under an earlier secret. */
export function addressHashes(config: Secrets, addressKey: string): string[] {
  return keyedHashes(config, PURPOSE, addressKey);
}

/** Those among these people who may not take part in an event. Asked behind the locks of their accounts. */
export async function findBlacklisted<Asked extends Somebody>(
  ctx: Context,
  eventId: string,
  people: readonly Asked[],
): Promise<Set<Asked>> {
  if (people.length === 0) return new Set();
  const hashes = new Map(
    people.flatMap((one) => addressHashes(ctx.config, one.addressKey).map((hash) => [hash, one] as const)),
  );
  const accounts = new Map(people.map((one) => [one.accountId, one]));
  const accountIds = people.flatMap(({ accountId }) => accountId ?? []);
  const rows = await sqlOf(ctx.em)
    .selectFrom('blacklist_entry')
    .select(['account_id', 'address_hash'])
    .where((row) =>
      row.or([
        isOneOf(ctx.em, 'address_hash', [...hashes.keys()]),
        isAmong(ctx.em, 'account_id', accountIds),
      ]),
    )
    .where((row) => row.or([row('event_id', 'is', null), row('event_id', '=', eventId)]))
    .where(isInForce('ends_at', nowFor(ctx)))
    .execute();
  const found = rows.flatMap((row) => [
    row.account_id === null ? undefined : accounts.get(row.account_id),
    row.address_hash === null ? undefined : hashes.get(row.address_hash),
  ]);
  return new Set(found.filter((one) => one !== undefined));
}

/** From where an address is kept out: a null alone is from everywhere. In the order in which events are locked. */
export async function findEventsBarredTo(ctx: Context, addressKey: string): Promise<(string | null)[]> {
  const rows = await sqlOf(ctx.em)
    .selectFrom('blacklist_entry')
    .where('address_hash', 'in', addressHashes(ctx.config, addressKey))
    .where(isInForce('ends_at', nowFor(ctx)))
    .select('event_id')
    .distinct()
    .orderBy('event_id')
    .execute();
  const isEverywhere = rows.some((row) => row.event_id === null);
  return isEverywhere ? [null] : rows.map((row) => row.event_id);
}

/**
 * The same as a condition within another statement, whose columns tell of whom: an account, the hashes of its address as
 * JSON, and the event.
 */
export function isBlacklisted(
  ctx: Context,
  columns: { accountId: string; addressHashes: string; eventId: string },
): RawBuilder<boolean> {
  const hashes = sql.ref(columns.addressHashes);
  const isTheirs = isSqlite(ctx.em)
    ? sql`entry.address_hash in (select value from json_each(${hashes}))`
    : sql`entry.address_hash = any(array(select jsonb_array_elements_text(${hashes})))`;
  return sql`exists (
    select 1 from blacklist_entry entry
    where (entry.account_id = ${sql.ref(columns.accountId)} or ${isTheirs})
      and (entry.event_id is null or entry.event_id = ${sql.ref(columns.eventId)})
      and ${isInForce('entry.ends_at', nowFor(ctx))})`;
}

function isInForce(endsAt: string, now: unknown): RawBuilder<SqlBool> {
  const end = sql.ref(endsAt);
  return sql`(${end} is null or ${end} > ${now})`;
}

function nowFor(ctx: Context): never {
  return instantFor(ctx.em, ctx.clock.now());
}
