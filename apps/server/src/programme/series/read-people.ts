import type { Context } from '../../kernel/context.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import '../../people/blacklists/blacklists.entity.ts';
import '../announcements/announcements.entity.ts';
import '../invitations/invitations.entity.ts';
import '../participations/participations.entity.ts';
import { LIVE_STATES } from '../participations/participations.policy.ts';

/** Those of these events at which somebody has a seat, waits, asks or is invited. */
export async function eventsWithPeople(ctx: Context, eventIds: readonly string[]): Promise<Set<string>> {
  if (eventIds.length === 0) return new Set();
  const rows = await sqlOf(ctx.em)
    .selectFrom('participation')
    .where('event_id', 'in', eventIds)
    .where('state', 'in', LIVE_STATES)
    .select('event_id')
    .distinct()
    .execute();
  return new Set(rows.map((row) => row.event_id));
}

/** Those of these events of which something was written down that refers to them: they are not deleted. */
export async function eventsWithTraces(ctx: Context, eventIds: readonly string[]): Promise<Set<string>> {
  if (eventIds.length === 0) return new Set();
  const db = sqlOf(ctx.em);
  const rows = await db
    .selectFrom('participation')
    .where('event_id', 'in', eventIds)
    .select('event_id')
    .union(db.selectFrom('announcement').where('event_id', 'in', eventIds).select('event_id'))
    .union(db.selectFrom('invitation').where('event_id', 'in', eventIds).select('event_id'))
    .union(
      db
        .selectFrom('blacklist_entry')
        .where('event_id', 'in', eventIds)
        .select((row) => row.ref('event_id').$castTo<string>().as('event_id')),
    )
    .execute();
  return new Set(rows.map((row) => row.event_id));
}
