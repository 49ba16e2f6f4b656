import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { BEFORE_ALL, openCursor, sealCursor } from '../../kernel/cursor.ts';
import { preparedRead } from '../../kernel/database/prepared.ts';
import { instantFor, toInstant, toInstantOrNull } from '../../kernel/database/sql-of.ts';
import type {
  ListParticipantsInput,
  ParticipantPage,
  ParticipationState,
} from './participations.contract.ts';
import { PLACE_IN_LINE } from './waiting-in-line.ts';

const readParticipants = preparedRead<{
  eventId: string;
  placeJoinedAt: never;
  placeId: string;
  state: ParticipationState | null;
  /** A pattern for LIKE in small letters, or null for everybody. SQLite knows small letters of ASCII alone. */
  namePattern: string | null;
  checkedIn: 'yes' | 'no' | null;
  limit: number;
}>()((db, parameter) =>
  db
    .selectFrom('participation')
    .innerJoin('account', 'account.id', 'participation.account_id')
    .where('participation.event_id', '=', parameter('eventId'))
    .where(sql<boolean>`participation.state = coalesce(${parameter('state')}, participation.state)`)
    .where(
      sql<boolean>`(cast(${parameter('namePattern')} as text) is null
        or lower(account.full_name) like ${parameter('namePattern')} escape '!'
        or account.address_key like ${parameter('namePattern')} escape '!')`,
    )
    .where(
      sql<boolean>`(case when participation.checked_in_at is null then 'no' else 'yes' end)
        = coalesce(${parameter('checkedIn')}, case when participation.checked_in_at is null then 'no' else 'yes' end)`,
    )
    .where(
      sql<boolean>`(participation.joined_at, participation.id) > (${parameter('placeJoinedAt')}, ${parameter('placeId')})`,
    )
    .select([
      'participation.id',
      'participation.state',
      'participation.source',
      'participation.is_override',
      'participation.offer_expires_at',
      'participation.checked_in_at',
      'participation.joined_at',
      'account.id as account_id',
      'account.full_name',
      'account.is_system',
      'account.address',
    ])
    .select(PLACE_IN_LINE.as('waitlist_place'))
    .orderBy('participation.joined_at')
    .orderBy('participation.id')
    .limit(parameter('limit')),
);

/** Who takes part in an event, in the order in which they joined. For staff: the gate has made sure. */
export async function listParticipants(ctx: Context, input: ListParticipantsInput): Promise<ParticipantPage> {
  const { state = null, checkedIn = null, search = '' } = input;
  const list = `participants of ${input.eventId} ${state ?? 'all'} ${checkedIn ?? 'all'} ${search}`;
  const [joinedAtMs, placeId] = openCursor(ctx.config, list, input.cursor) ?? BEFORE_ALL;
  const rows = await readParticipants(ctx.em, {
    eventId: input.eventId,
    placeJoinedAt: instantFor(ctx.em, new Date(joinedAtMs as number)),
    placeId: placeId as string,
    state,
    checkedIn,
    namePattern: search === '' ? null : `%${search.toLowerCase().replaceAll(/[!%_]/g, '!$&')}%`,
    limit: input.limit + 1,
  });
  const last = rows.length > input.limit ? rows[input.limit - 1] : undefined;
  return {
    items: rows.slice(0, input.limit).map((row) => ({
      id: row.id,
      accountId: row.account_id,
      fullName: row.full_name,
      isSystem: Boolean(row.is_system),
      address: row.address,
      state: row.state,
      source: row.source,
      // SQLite keeps truth as a number.
      isOverride: Boolean(row.is_override),
      waitlistPlace: row.state === 'waitlisted' ? Number(row.waitlist_place) : null,
      offerExpiresAt: toInstantOrNull(row.offer_expires_at),
      checkedInAt: toInstantOrNull(row.checked_in_at),
      joinedAt: toInstant(row.joined_at),
    })),
    nextCursor: last ? sealCursor(ctx.config, list, [toInstant(last.joined_at).getTime(), last.id]) : null,
  };
}
