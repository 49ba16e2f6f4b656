import type { Context } from '../../kernel/context.ts';
import { forNoKeyUpdate, instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import { findBlacklisted } from '../../people/blacklists/find-blacklisted.ts';
import type { Person } from '../participations/lock-people.ts';
import { EVENT_COLUMNS, eventOf } from '../participations/lock-seats.ts';
import { movePeople } from '../participations/move-people.ts';
import './invitations.entity.ts';

/**
 * Turns the invitations of an address into participations of the account whose address it has just become. Behind the
 * lock of that account. Where it has a record already, that stays as it is.
 */
export async function claimInvitations(ctx: Context, person: Person): Promise<void> {
  const db = sqlOf(ctx.em);
  const used = await db
    .deleteFrom('invitation')
    .where('address_key', '=', person.addressKey)
    .returning('event_id')
    .execute();
  if (used.length === 0) return;
  const eventIds = used.map((row) => row.event_id);
  const open = db
    .selectFrom('event')
    .where('id', 'in', eventIds)
    .where('status', '=', 'published')
    .where('ends_at', '>', instantFor(ctx.em, ctx.clock.now()))
    .select(EVENT_COLUMNS)
    .orderBy('id');
  const rows = await forNoKeyUpdate(ctx.em, open).execute();
  const known = await db
    .selectFrom('participation')
    .where('account_id', '=', person.accountId)
    .where('event_id', 'in', eventIds)
    .select('event_id')
    .execute();
  const isKnown = new Set(known.map((row) => row.event_id));
  for (const event of rows.map(eventOf)) {
    if (isKnown.has(event.id) || (await findBlacklisted(ctx, event.id, [person])).size > 0) continue;
    await movePeople(ctx, event, {
      moves: [{ person, place: undefined }],
      to: {
        state: 'invited',
        source: 'invitation',
        news: 'invited',
        isMailed: true,
        cause: 'invited-by-address',
      },
    });
  }
}
