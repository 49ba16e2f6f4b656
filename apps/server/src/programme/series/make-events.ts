import { actorIdOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { EventEntity, type EventRow } from '../events/events.entity.ts';
import type { StoredImage } from '../images/images.entity.ts';
import type { EventSeriesRow } from './series.entity.ts';
import { fieldsOfDate } from './series-pattern.ts';

/** Makes the events of these dates, with what the series says of them. They are written with the next flush. */
export function makeEvents(
  ctx: Context,
  series: EventSeriesRow,
  { dates, image }: { dates: readonly string[]; image: StoredImage | null },
): void {
  const now = ctx.clock.now();
  for (const date of dates) {
    const id = newId();
    ctx.em.create(
      EventEntity,
      {
        ...fieldsOfDate(series, date),
        image,
        id,
        seriesId: series.id,
        occurrenceDate: date,
        status: series.isPublished ? 'published' : 'draft',
        createdBy: actorIdOf(ctx.actor),
        createdAt: now,
        updatedAt: now,
      } as never,
      { persist: true },
    );
    recordAuditEntry(ctx, {
      action: 'event.created',
      subjectType: 'event',
      subjectId: id,
      details: { seriesId: series.id, date },
    });
  }
}

/** The picture that new dates get: of the last one that has none of its own. */
export function imageOfSeries(events: readonly EventRow[]): StoredImage | null {
  const like = events.findLast(({ ownFields }) => !ownFields?.includes('image'));
  return like?.image ?? null;
}
