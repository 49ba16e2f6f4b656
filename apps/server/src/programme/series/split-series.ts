import { actorIdOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import { newId } from '../../kernel/ids.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import type { EventRow } from '../events/events.entity.ts';
import { dateOf, type LockedSeries } from './lock-series.ts';
import { isEndless, type RecurrenceRule, writeRule } from './recurrence-rule.ts';
import { datesOf, dayBefore, lastDayOf } from './rule-dates.ts';
import { EventSeriesEntity } from './series.entity.ts';
import { ruleOf } from './series-rule.ts';

/**
 * The series from one of its dates on: a new one, which takes the events over, while the old one ends the day before.
 * Where nothing comes before that date it is the whole series, and stays as it is.
 */
export async function splitSeries(
  ctx: Context,
  locked: LockedSeries,
  first: EventRow,
): Promise<LockedSeries> {
  const { series, events } = locked;
  const from = dateOf(first);
  const earlier = await sqlOf(ctx.em)
    .selectFrom('event')
    .where('series_id', '=', series.id)
    .where('occurrence_date', '<', from)
    .select('id')
    .limit(1)
    .executeTakeFirst();
  if (earlier === undefined) return locked;

  const now = ctx.clock.now();
  const { before, after } = rulesAround(ruleOf(series), {
    startsOn: series.startsOn,
    from,
    lastDay: lastDayOf(now),
  });
  const { startTime, durationMinutes, timeZone, pattern, isPublished, madeUntil, excludedDates, extraDates } =
    series;
  const following = ctx.em.create(
    EventSeriesEntity,
    {
      ...{ startTime, durationMinutes, timeZone, pattern, isPublished, madeUntil },
      id: newId(),
      rule: writeRule(after.rule),
      startsOn: after.startsOn,
      isEndless: isEndless(after.rule),
      // Also those before: another rule may begin in the middle of a week, and brings none of them back.
      excludedDates,
      extraDates: extraDates.filter((date) => date >= from),
      createdBy: actorIdOf(ctx.actor),
      createdAt: now,
      updatedAt: now,
    },
    { persist: true },
  );
  Object.assign(series, {
    rule: writeRule(before),
    isEndless: false,
    madeUntil: dayBefore(from),
    excludedDates: excludedDates.filter((date) => date < from),
    extraDates: extraDates.filter((date) => date < from),
    updatedAt: now,
  });
  recordAuditEntry(ctx, {
    action: 'series.split',
    subjectType: 'series',
    subjectId: series.id,
    details: { from, into: following.id },
  });
  await ctx.em.flush();
  const moving = events.filter((event) => dateOf(event) >= from);
  for (const event of moving) event.seriesId = following.id;
  return { series: following, events: moving };
}

/** One rule as two, of which the second begins at a day. Together they have the same dates, also where they are counted. */
function rulesAround(
  rule: RecurrenceRule,
  { startsOn, from, lastDay }: { startsOn: string; from: string; lastDay: string },
): { before: RecurrenceRule; after: { rule: RecurrenceRule; startsOn: string } } {
  const dates = datesOf(rule, startsOn, from > lastDay ? from : lastDay);
  const gone = dates.filter((date) => date < from).length;
  const next = dates[gone];
  const before = { ...rule, count: null, until: dayBefore(from) };
  // Only days beside the rule are left: a rule that ends before it begins has no dates.
  if (next === undefined) return { before, after: { rule: before, startsOn: from } };
  const count = rule.count === null ? null : rule.count - gone;
  return { before, after: { rule: { ...rule, count }, startsOn: next } };
}
