import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { followCancellation, markCancelled } from '../events/cancel-event.ts';
import { EVENT_NOT_CANCELLABLE } from '../events/events.contract.ts';
import type { EventRow } from '../events/events.entity.ts';
import { endRule } from './end-series.ts';
import { getSeries } from './get-series.ts';
import { dateOf, lockSeriesOf } from './lock-series.ts';
import { eventsWithPeople } from './read-people.ts';
import type { CancelSeriesInput, SeriesDetails } from './series.contract.ts';

/** Calls off the dates of a series that are not over, all or from one on. No more are made, and everybody is told why. */
export async function cancelSeries(ctx: Context, input: CancelSeriesInput): Promise<SeriesDetails> {
  const { series, events, event } = await lockSeriesOf(ctx, input.eventId);
  const now = ctx.clock.now();
  const isCancellable = ({ status, endsAt }: EventRow) =>
    (status === 'draft' || status === 'published') && endsAt > now;
  if (!isCancellable(event)) throw new Fault(EVENT_NOT_CANCELLABLE);
  const affected = events.filter(
    (one) => isCancellable(one) && (input.scope === 'all' || dateOf(one) >= dateOf(event)),
  );
  const wasPublished = new Map(affected.map((one) => [one.id, markCancelled(ctx, one, input.reason)]));
  endRule(series);
  series.updatedAt = now;
  recordAuditEntry(ctx, {
    action: 'series.cancelled',
    subjectType: 'series',
    subjectId: series.id,
    details: { scope: input.scope, reason: input.reason, events: affected.length },
  });
  await ctx.em.flush();
  for (const id of await eventsWithPeople(ctx, [...wasPublished.keys()]))
    await followCancellation(ctx, id, wasPublished.get(id) ?? false);
  return getSeries(ctx, { seriesId: series.id });
}
