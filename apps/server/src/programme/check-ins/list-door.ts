import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { BEFORE_ALL, openCursor, sealCursor } from '../../kernel/cursor.ts';
import { preparedRead } from '../../kernel/database/prepared.ts';
import { instantFor, toInstant, toInstantOrNull } from '../../kernel/database/sql-of.ts';
import '../../people/accounts/accounts.entity.ts';
import '../participations/participations.entity.ts';
import type { DoorList, ListDoorInput } from './check-ins.contract.ts';
import { ticketHashOf } from './ticket-token.ts';

const readDoor = preparedRead<{ eventId: string; placeJoinedAt: never; placeId: string; limit: number }>()(
  (db, parameter) =>
    db
      .selectFrom('participation')
      .innerJoin('account', 'account.id', 'participation.account_id')
      .where('participation.event_id', '=', parameter('eventId'))
      .where(
        sql<boolean>`(participation.joined_at, participation.id) > (${parameter('placeJoinedAt')}, ${parameter('placeId')})`,
      )
      .select(['participation.id', 'participation.state', 'participation.checked_in_at'])
      .select(['participation.joined_at', 'account.full_name', 'account.is_system', 'account.address'])
      .orderBy('participation.joined_at')
      .orderBy('participation.id')
      .limit(parameter('limit')),
);

/** Everybody of an event, as a door keeps them for when its network is gone. For staff: the gate has made sure. */
export async function listDoor(ctx: Context, input: ListDoorInput): Promise<DoorList> {
  const list = `door of ${input.eventId}`;
  const [joinedAtMs, placeId] = openCursor(ctx.config, list, input.cursor) ?? BEFORE_ALL;
  const rows = await readDoor(ctx.em, {
    eventId: input.eventId,
    placeJoinedAt: instantFor(ctx.em, new Date(joinedAtMs as number)),
    placeId: placeId as string,
    limit: input.limit + 1,
  });
  const last = rows.length > input.limit ? rows[input.limit - 1] : undefined;
  return {
    items: rows.slice(0, input.limit).map((row) => ({
      participationId: row.id,
      fullName: row.full_name,
      // SQLite keeps truth as a number.
      isSystem: Boolean(row.is_system),
      address: row.address,
      state: row.state,
      checkedInAt: toInstantOrNull(row.checked_in_at),
      ticketHash: ticketHashOf(ctx.config, row.id),
    })),
    nextCursor: last ? sealCursor(ctx.config, list, [toInstant(last.joined_at).getTime(), last.id]) : null,
    now: ctx.clock.now(),
  };
}
