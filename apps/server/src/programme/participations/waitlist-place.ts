import type { Context } from '../../kernel/context.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import { waitingInLine } from './waiting-in-line.ts';

/** How many wait up to a number in the order of arrival: 1 is next in line. */
export async function waitlistPlace(
  ctx: Context,
  eventId: string,
  waitlistNumber: number | null,
): Promise<number | null> {
  if (waitlistNumber === null) return null;
  const { place } = await sqlOf(ctx.em)
    .selectFrom('participation')
    .where('event_id', '=', eventId)
    .where('state', '=', 'waitlisted')
    .where('waitlist_number', '<=', waitlistNumber)
    .select((row) => row.fn.countAll<number>().as('place'))
    .executeTakeFirstOrThrow();
  return Number(place);
}

export async function isAnybodyWaiting(ctx: Context, eventId: string): Promise<boolean> {
  const first = await waitingInLine(ctx)
    .where('participation.event_id', '=', eventId)
    .select('participation.id')
    .limit(1)
    .executeTakeFirst();
  return first !== undefined;
}
