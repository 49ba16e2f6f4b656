import type { Context } from '../../kernel/context.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import type { Person } from './lock-people.ts';
import { lockSeats, readPlaces } from './lock-seats.ts';
import { BLACKLISTED, movePeople } from './move-people.ts';
import { isLive, LIVE_STATES } from './participations.policy.ts';
import { promoteFromWaitlist } from './promote-from-waitlist.ts';

/**
 * Ends what a person takes part in and is not over yet: at one event, or at all. A draft is never over: it may be moved
 * ahead. Their seats go to those who wait. Called
 * behind the lock of their account, and taking the events in the order in which everybody takes them.
 */
export async function endParticipations(
  ctx: Context,
  person: Person,
  { eventId }: { eventId: string | null },
): Promise<number> {
  const current = sqlOf(ctx.em)
    .selectFrom('participation')
    .innerJoin('event', 'event.id', 'participation.event_id')
    .where('participation.account_id', '=', person.accountId)
    .where('participation.state', 'in', LIVE_STATES)
    .where((row) =>
      row.or([
        row('event.status', '=', 'draft'),
        row.and([
          row('event.status', '=', 'published'),
          row('event.ends_at', '>', instantFor(ctx.em, ctx.clock.now())),
        ]),
      ]),
    )
    .select('event.id')
    .orderBy('event.id');
  const rows = await (eventId === null ? current : current.where('event.id', '=', eventId)).execute();
  let ended = 0;
  for (const { id } of rows) ended += await endOne(ctx, person, id);
  return ended;
}

async function endOne(ctx: Context, person: Person, eventId: string): Promise<number> {
  const event = await lockSeats(ctx, eventId);
  const place = (await readPlaces(ctx, eventId, [person.accountId])).get(person.accountId);
  // Somebody may have left while this waited for the lock.
  if (!isLive(place?.state)) return 0;
  const ended = await movePeople(ctx, event, {
    moves: [{ person, place }],
    to: BLACKLISTED,
  });
  if (ended.event.seatsTaken < event.seatsTaken) await promoteFromWaitlist(ctx, ended.event);
  return 1;
}
