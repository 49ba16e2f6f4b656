import { sql } from 'kysely';
import type { AccountActor } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { rowsInSql } from '../../kernel/database/rows-in-sql.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import { isKeyTaken, type KeyedCall } from '../../kernel/idempotency/kept-answers.ts';
import { addressHashes, isBlacklisted } from '../../people/blacklists/find-blacklisted.ts';
import type { Person } from './lock-people.ts';
import {
  EVENT_COLUMNS,
  eventOf,
  PLACE_COLUMNS,
  type Place,
  placeOf,
  type SeatedEvent,
} from './lock-seats.ts';

/** Somebody who comes by themselves to take part. */
export type Comer = {
  actor: AccountActor;
  person: Person;
  /** Of whoever asks for the same answer again, should it be lost. */
  keyed: KeyedCall | undefined;
};

type SeenComer = {
  place: Place | undefined;
  /** Whether their account is still what it was as they came: they may have waited since then. */
  isAsTheyCame: boolean;
  isBlacklisted: boolean;
  isKeyTaken: boolean;
};

export type Seen = {
  event: SeatedEvent;
  /** By account. */
  comers: Map<string, SeenComer>;
};

/** How an event stands, and how each of these stands with it, in one statement; undefined where there is no such event. */
export async function seeComers(
  ctx: Context,
  eventId: string,
  comers: readonly Comer[],
): Promise<Seen | undefined> {
  const given = rowsInSql(ctx.em, 'given', {
    rows: comers.map(({ person, keyed }) => ({
      account_id: person.accountId,
      address_key: person.addressKey,
      address_hashes: addressHashes(ctx.config, person.addressKey),
      key: keyed?.key ?? null,
    })),
    columns: { account_id: 'uuid', address_key: 'text', address_hashes: 'jsonb', key: 'text' },
  });
  const named = { accountId: 'comer.account_id', addressHashes: 'comer.address_hashes', eventId: 'event.id' };
  const rows = await sqlOf(ctx.em)
    .selectFrom('event')
    .innerJoin(
      sql<{ account_id: string; address_key: string }>`(select * from ${given})`.as('comer'),
      (join) => join.onTrue(),
    )
    .leftJoin('participation', (join) =>
      join
        .onRef('participation.event_id', '=', 'event.id')
        .onRef('participation.account_id', '=', 'comer.account_id'),
    )
    .leftJoin('account', 'account.id', 'comer.account_id')
    .where('event.id', '=', eventId)
    .select(['account.address_key', 'account.disabled_at'])
    .select([...EVENT_COLUMNS, ...PLACE_COLUMNS, 'comer.account_id', 'comer.address_key as came_as'])
    .select(isBlacklisted(ctx, named).as('is_blacklisted'))
    .select(isKeyTaken({ accountId: 'comer.account_id', key: 'comer.key' }).as('is_key_taken'))
    .execute();
  const [first] = rows;
  if (first === undefined) return undefined;
  const seen = rows.map((row): [string, SeenComer] => [
    row.account_id,
    {
      place: placeOf(row),
      isAsTheyCame: row.address_key === row.came_as && row.disabled_at === null,
      isBlacklisted: Boolean(row.is_blacklisted),
      isKeyTaken: Boolean(row.is_key_taken),
    },
  ]);
  return { event: eventOf(first), comers: new Map(seen) };
}
