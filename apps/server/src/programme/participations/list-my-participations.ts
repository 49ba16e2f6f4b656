import { sql } from 'kysely';
import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { AFTER_ALL, openCursor, sealCursor } from '../../kernel/cursor.ts';
import { preparedRead } from '../../kernel/database/prepared.ts';
import { instantFor, toInstant, toInstantOrNull } from '../../kernel/database/sql-of.ts';
import type { ListMyParticipationsInput, MyParticipationPage } from './participations.contract.ts';
import { PLACE_IN_LINE } from './waiting-in-line.ts';

const readMine = preparedRead<{ accountId: string; placeStartsAt: never; placeId: string; limit: number }>()(
  (db, parameter) =>
    db
      .selectFrom('participation')
      .innerJoin('event', 'event.id', 'participation.event_id')
      .where('participation.account_id', '=', parameter('accountId'))
      .where('participation.state', 'not in', ['left', 'declined'])
      .where(
        sql<boolean>`(event.starts_at, event.id) < (${parameter('placeStartsAt')}, ${parameter('placeId')})`,
      )
      .select([
        'event.id',
        'event.name',
        'event.starts_at',
        'event.time_zone',
        'event.status',
        'participation.state',
        'participation.offer_expires_at',
      ])
      .select(PLACE_IN_LINE.as('waitlist_place'))
      .orderBy('event.starts_at', 'desc')
      .orderBy('event.id', 'desc')
      .limit(parameter('limit')),
);

/** What one takes part in oneself, the latest event first. */
export async function listMyParticipations(
  ctx: Context,
  input: ListMyParticipationsInput,
): Promise<MyParticipationPage> {
  const { accountId } = accountOf(ctx.actor);
  const list = `participations of ${accountId}`;
  const [startsAtMs, placeId] = openCursor(ctx.config, list, input.cursor) ?? AFTER_ALL;
  const rows = await readMine(ctx.em, {
    accountId,
    placeStartsAt: instantFor(ctx.em, new Date(startsAtMs as number)),
    placeId: placeId as string,
    limit: input.limit + 1,
  });
  const last = rows.length > input.limit ? rows[input.limit - 1] : undefined;
  return {
    items: rows.slice(0, input.limit).map((row) => ({
      eventId: row.id,
      eventName: row.name,
      startsAt: toInstant(row.starts_at),
      timeZone: row.time_zone,
      eventStatus: row.status,
      state: row.state,
      waitlistPlace: row.state === 'waitlisted' ? Number(row.waitlist_place) : null,
      offerExpiresAt: toInstantOrNull(row.offer_expires_at),
    })),
    nextCursor: last ? sealCursor(ctx.config, list, [toInstant(last.starts_at).getTime(), last.id]) : null,
  };
}
