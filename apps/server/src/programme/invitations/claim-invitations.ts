import type { Context } from '../../kernel/context.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import { findBlacklisted } from '../../people/blacklists/find-blacklisted.ts';
import type { Person } from '../participations/lock-people.ts';
import { EVENT_COLUMNS, eventOf } from '../participations/lock-seats.ts';
import { movePeople } from '../participations/move-people.ts';
import './invitations.entity.ts';

/**
 * Turns the invitations of an address into participations of the account that has just been made with it. They hold no
 * seats, and nobody else can know the account yet: no lock is needed.
 */
export async function claimInvitations(ctx: Context, person: Person): Promise<void> {
  const db = sqlOf(ctx.em);
  const used = await db
    .deleteFrom('invitation')
    .where('address_key', '=', person.addressKey)
    .returning('event_id')
    .execute();
  if (used.length === 0) return;
  const rows = await db
    .selectFrom('event')
    .where(
      'id',
      'in',
      used.map((row) => row.event_id),
    )
    .where('status', '=', 'published')
    .where('ends_at', '>', instantFor(ctx.em, ctx.clock.now()))
    .select(EVENT_COLUMNS)
    .execute();
  for (const event of rows.map(eventOf)) {
    if ((await findBlacklisted(ctx, event.id, [person])).size > 0) continue;
    await movePeople(ctx, event, {
      moves: [{ person, place: undefined }],
      to: {
        state: 'invited',
        source: 'invitation',
        news: 'invited',
        isMailed: true,
        reason: 'invited by address',
      },
    });
  }
}
