import type { Context } from '../../kernel/context.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { followCancellation, markCancelled } from '../events/cancel-event.ts';
import type { EventRow } from '../events/events.entity.ts';
import { dateOf, isComing } from './lock-series.ts';
import { eventsWithTraces } from './read-people.ts';

/**
 * Takes events out of their series that have no date there any more. Drafts that nobody is tied to are deleted, all
 * others are cancelled, so that whoever wanted to come is told. The day they leave is free for another event.
 */
export async function dropEvents(
  ctx: Context,
  events: readonly EventRow[],
  reason: string | null,
): Promise<{ cancelled: number; removed: number }> {
  const now = ctx.clock.now();
  const drafts = events.filter(({ status }) => status === 'draft').map(({ id }) => id);
  const kept = await eventsWithTraces(ctx, drafts);
  const cancelled: { id: string; wasPublished: boolean }[] = [];
  let removed = 0;
  for (const event of events) {
    const { seriesId } = event;
    if (event.status === 'draft' && !kept.has(event.id)) {
      recordAuditEntry(ctx, {
        action: 'event.removed',
        subjectType: 'event',
        subjectId: event.id,
        details: { seriesId, date: dateOf(event), reason },
      });
      ctx.em.remove(event);
      removed++;
      continue;
    }
    if (isComing(event, now))
      cancelled.push({ id: event.id, wasPublished: markCancelled(ctx, event, reason) });
    Object.assign(event, { seriesId: null, occurrenceDate: null, ownFields: null });
  }
  await ctx.em.flush();
  for (const { id, wasPublished } of cancelled) await followCancellation(ctx, id, wasPublished);
  return { cancelled: cancelled.length, removed };
}
