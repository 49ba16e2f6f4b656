import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { BEFORE_ALL } from '../../kernel/cursor.ts';
import { preparedRead } from '../../kernel/database/prepared.ts';
import { instantFor, readSqlOf, toInstant, toInstantOrNull } from '../../kernel/database/sql-of.ts';
import '../../people/accounts/accounts.entity.ts';
import '../participations/participations.entity.ts';

/** So many are in memory at once, however many there are. */
const AT_ONCE = 1_000;

const readPage = preparedRead<{ eventId: string; placeJoinedAt: never; placeId: string }>()((db, parameter) =>
  db
    .selectFrom('participation')
    .innerJoin('account', 'account.id', 'participation.account_id')
    .where('participation.event_id', '=', parameter('eventId'))
    .where(
      sql<boolean>`(participation.joined_at, participation.id) > (${parameter('placeJoinedAt')}, ${parameter('placeId')})`,
    )
    .select(['participation.id', 'participation.state', 'participation.source', 'participation.is_override'])
    .select(['participation.waitlist_number', 'participation.offer_expires_at'])
    .select(['participation.checked_in_at', 'participation.joined_at'])
    .select(['account.full_name', 'account.address', 'account.organisation', 'account.is_system'])
    .orderBy('participation.joined_at')
    .orderBy('participation.id')
    .limit(AT_ONCE),
);

export type Attendee = {
  id: string;
  fullName: string;
  address: string;
  organisation: string | null;
  state: string;
  source: string;
  isOverride: boolean;
  waitlistPlace: number | null;
  offerExpiresAt: Date | null;
  checkedInAt: Date | null;
  joinedAt: Date;
  isSystem: boolean;
};

/** Everybody of an event in the order of joining, read as fast as they are taken. */
export async function* readAttendees(ctx: Context, eventId: string): AsyncGenerator<Attendee> {
  const places = await readPlaces(ctx, eventId);
  let [placeJoinedAt, placeId]: [Date, string] = [new Date(BEFORE_ALL[0]), BEFORE_ALL[1]];
  for (;;) {
    const rows = await readPage(ctx.em, {
      eventId,
      placeJoinedAt: instantFor(ctx.em, placeJoinedAt),
      placeId,
    });
    for (const row of rows)
      yield {
        id: row.id,
        fullName: row.full_name,
        address: row.address,
        organisation: row.organisation,
        state: row.state,
        source: row.source,
        // SQLite keeps truth as a number.
        isOverride: Boolean(row.is_override),
        waitlistPlace: row.state === 'waitlisted' ? (places.get(Number(row.waitlist_number)) ?? null) : null,
        offerExpiresAt: toInstantOrNull(row.offer_expires_at),
        checkedInAt: toInstantOrNull(row.checked_in_at),
        joinedAt: toInstant(row.joined_at),
        isSystem: Boolean(row.is_system),
      };
    const last = rows.at(-1);
    if (last === undefined || rows.length < AT_ONCE) return;
    [placeJoinedAt, placeId] = [toInstant(last.joined_at), last.id];
  }
}

/** The places in line, by the number of arrival: counted once, since counting at each row would be square. Nobody stands behind a disabled account. */
async function readPlaces(ctx: Context, eventId: string): Promise<Map<number, number>> {
  const rows = await readSqlOf(ctx.em)
    .selectFrom('participation')
    .innerJoin('account', 'account.id', 'participation.account_id')
    .where('participation.event_id', '=', eventId)
    .where('participation.state', '=', 'waitlisted')
    .select(['participation.waitlist_number', 'account.disabled_at'])
    .orderBy('participation.waitlist_number')
    .execute();
  let next = 1;
  return new Map(rows.map((row) => [Number(row.waitlist_number), row.disabled_at === null ? next++ : next]));
}
