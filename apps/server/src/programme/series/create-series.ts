import { actorIdOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { newId } from '../../kernel/ids.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { lockEvent } from '../events/lock-event.ts';
import { getSeries } from './get-series.ts';
import { isComing } from './lock-series.ts';
import { makeEvents } from './make-events.ts';
import { planSeries } from './preview-series.ts';
import { isEndless, writeRule } from './recurrence-rule.ts';
import { type CreateSeriesInput, EVENT_NOT_REPEATABLE, type SeriesDetails } from './series.contract.ts';
import { EventSeriesEntity } from './series.entity.ts';
import { patternOf } from './series-pattern.ts';

/** Makes an event the first date of a series. The others are drafts like it, until the series is published. */
export async function createSeries(ctx: Context, input: CreateSeriesInput): Promise<SeriesDetails> {
  const event = await lockEvent(ctx, input.eventId);
  const now = ctx.clock.now();
  if (!isComing(event, now) || event.seriesId != null) throw new Fault(EVENT_NOT_REPEATABLE);
  const { rule, times, startsOn, dates, madeUntil } = planSeries(event, input.rule, now);
  const id = newId();
  const series = ctx.em.create(
    EventSeriesEntity,
    {
      id,
      ...times,
      rule: writeRule(rule),
      startsOn,
      madeUntil,
      excludedDates: [],
      extraDates: [],
      pattern: patternOf(event),
      isEndless: isEndless(rule),
      isPublished: false,
      createdBy: actorIdOf(ctx.actor),
      createdAt: now,
      updatedAt: now,
    },
    { persist: true },
  );
  // The event refers to it.
  await ctx.em.flush();
  event.seriesId = id;
  event.occurrenceDate = startsOn;
  event.updatedAt = now;
  makeEvents(ctx, series, { dates: dates.slice(1), image: event.image ?? null });
  recordAuditEntry(ctx, {
    action: 'series.created',
    subjectType: 'series',
    subjectId: id,
    details: { from: event.id, rule: series.rule, events: dates.length },
  });
  await ctx.em.flush();
  return getSeries(ctx, { seriesId: id });
}
