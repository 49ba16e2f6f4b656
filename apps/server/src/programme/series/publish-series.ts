import type { Context } from '../../kernel/context.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { openDoors } from '../participations/open-doors.ts';
import { getSeries } from './get-series.ts';
import { lockSeries } from './lock-series.ts';
import type { PublishSeriesInput, SeriesDetails } from './series.contract.ts';

/** Shows every draft of a series that is not over, and each that is made later. Doing it again changes nothing. */
export async function publishSeries(ctx: Context, input: PublishSeriesInput): Promise<SeriesDetails> {
  const { series, events } = await lockSeries(ctx, input.seriesId);
  const now = ctx.clock.now();
  const drafts = events.filter(({ status, endsAt }) => status === 'draft' && endsAt > now);
  for (const event of drafts) {
    event.status = 'published';
    event.updatedAt = now;
    recordAuditEntry(ctx, { action: 'event.published', subjectType: 'event', subjectId: event.id });
  }
  if (!series.isPublished || drafts.length > 0) {
    Object.assign(series, { isPublished: true, updatedAt: now });
    recordAuditEntry(ctx, {
      action: 'series.published',
      subjectType: 'series',
      subjectId: series.id,
      details: { events: drafts.length },
    });
  }
  await ctx.em.flush();
  for (const event of drafts) await openDoors(ctx, event);
  return getSeries(ctx, input);
}
