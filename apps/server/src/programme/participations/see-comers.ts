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

export type Seen = {
  event: SeatedEvent;
  /** By account. */
  comers: Map<string, { place: Place | undefined; isBlacklisted: boolean; isKeyTaken: boolean }>;
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
      address_hashes: addressHashes(ctx.config, person.addressKey),
      key: keyed?.key ?? null,
    })),
    columns: { account_id: 'uuid', address_hashes: 'jsonb', key: 'text' },
  });
  const named = { accountId: 'comer.account_id', addressHashes: 'comer.address_hashes', eventId: 'event.id' };
  const rows = await sqlOf(ctx.em)
    .selectFrom('event')
    .innerJoin(sql<{ account_id: string; key: string }>`(select * from ${given})`.as('comer'), (join) =>
      join.onTrue(),
    )
    .leftJoin('participation', (join) =>
      join
        .onRef('participation.event_id', '=', 'event.id')
        .onRef('participation.account_id', '=', 'comer.account_id'),
    )
    .where('event.id', '=', eventId)
    .select([...EVENT_COLUMNS, ...PLACE_COLUMNS, 'comer.account_id'])
    .select(isBlacklisted(ctx, named).as('is_blacklisted'))
    .select(isKeyTaken({ accountId: 'comer.account_id', key: 'comer.key' }).as('is_key_taken'))
    .execute();
  const [first] = rows;
  if (first === undefined) return undefined;
  const seen = rows.map(
    (row) =>
      [
        row.account_id,
        {
          place: placeOf(row),
          isBlacklisted: Boolean(row.is_blacklisted),
          isKeyTaken: Boolean(row.is_key_taken),
        },
      ] as const,
  );
  return { event: eventOf(first), comers: new Map(seen) };
}
