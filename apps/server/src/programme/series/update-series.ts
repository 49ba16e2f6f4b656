import { Temporal } from 'temporal-polyfill';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { eventTimes } from '../events/event-times.ts';
import { EVENT_CHANGED, EVENT_NOT_EDITABLE } from '../events/events.contract.ts';
import { changedFields, type EventRow, fieldInSeries } from '../events/events.entity.ts';
import { changeEvents } from './change-events.ts';
import { changeRule } from './change-rule.ts';
import { dropEvents } from './drop-events.ts';
import { getSeries } from './get-series.ts';
import { dateOf, isComing, lockSeriesOf } from './lock-series.ts';
import { imageOfSeries, makeEvents } from './make-events.ts';
import { timesOfSeries } from './preview-series.ts';
import { eventsWithPeople } from './read-people.ts';
import { readRule, writeRule, wrong } from './recurrence-rule.ts';
import type { SeriesChange, UpdateSeriesInput } from './series.contract.ts';
import type { EventSeriesRow } from './series.entity.ts';
import { registrationPattern, type SeriesPattern } from './series-pattern.ts';
import { splitSeries } from './split-series.ts';

const FALLEN_AWAY = 'This date is no longer part of the series.';

/**
 * Changes the dates of a series that have not begun, all or from one on. What a date has of its own survives, and what
 * has begun or is over stays as it was. Whoever takes part is told as of any change, once for each event.
 */
export async function updateSeries(ctx: Context, input: UpdateSeriesInput): Promise<SeriesChange> {
  const { eventId, version, scope, rule: ruleText, withImage, reason, ...changes } = input;
  const found = await lockSeriesOf(ctx, eventId);
  const { event } = found;
  const now = ctx.clock.now();
  if (!isComing(event, now)) throw new Fault(EVENT_NOT_EDITABLE, 'This date has begun, or was cancelled.');
  if (event.version !== version) throw new Fault(EVENT_CHANGED);

  const given: Partial<EventRow> = Object.fromEntries(
    Object.entries(changes).filter(([, value]) => value !== undefined),
  );
  const times = eventTimes({ ...event, ...given });
  const fields = changedFields(event, given);
  const rule = ruleText === undefined ? undefined : readRule(ruleText, times);
  const oldDate = event.startsAtLocal.slice(0, 10);
  const newDate = times.startsAtLocal.slice(0, 10);
  if (newDate !== oldDate && (rule === undefined || writeRule(rule) === found.series.rule))
    throw wrong(
      'On another day for several dates, they need another rule.',
      ruleText ? 'rule' : 'startsAtLocal',
    );

  const coming = found.events.filter((one) => isComing(one, now));
  const before = found.events.filter((one) => dateOf(one) < dateOf(event)).at(-1);
  const locked = scope === 'following' ? await splitSeries(ctx, found, event) : found;
  const affected = coming.filter((one) => locked.events.includes(one));
  const withPeople = await eventsWithPeople(
    ctx,
    affected.map(({ id }) => id),
  );

  changePattern(locked.series, { ...event, ...given, ...times } as EventRow, fields);
  const mapping =
    rule === undefined || writeRule(rule) === locked.series.rule
      ? { dropped: new Set<string>(), added: [] }
      : changeRule(ctx, locked, {
          rule,
          from: shifted(scope === 'all' ? dateOf(affected[0] ?? event) : dateOf(event), oldDate, newDate),
          after: scope === 'following' && before ? dateOf(before) : undefined,
          withPeople,
        });
  const dropped = locked.events.filter(({ id }) => mapping.dropped.has(id));
  const image = withImage ? (event.image ?? null) : imageOfSeries(affected);
  const changed = await changeEvents(
    ctx,
    { series: locked.series, events: affected.filter((one) => !dropped.includes(one)) },
    {
      origin: event,
      given: { ...given, ...times },
      changed: new Set([...fields.map(fieldInSeries), ...(withImage ? ['image'] : [])]),
      withPeople,
    },
  );
  const gone = await dropEvents(ctx, dropped, reason ?? FALLEN_AWAY);
  makeEvents(ctx, locked.series, { dates: mapping.added, image });
  locked.series.updatedAt = now;
  recordAuditEntry(ctx, {
    action: 'series.updated',
    subjectType: 'series',
    subjectId: locked.series.id,
    details: {
      scope,
      changed: fields,
      rule: locked.series.rule,
      events: changed,
      added: mapping.added.length,
      ...gone,
    },
  });
  await ctx.em.flush();
  const series = await getSeries(ctx, { seriesId: locked.series.id });
  return { series, changed, added: mapping.added.length, ...gone };
}

/** What the series says from now on, where the event says something new. */
function changePattern(series: EventSeriesRow, event: EventRow, fields: readonly string[]): void {
  const of = timesOfSeries(event);
  if (fields.includes('startsAtLocal')) series.startTime = of.startTime;
  if (fields.includes('startsAtLocal') || fields.includes('endsAtLocal'))
    series.durationMinutes = of.durationMinutes;
  if (fields.includes('timeZone')) series.timeZone = of.timeZone;
  const pattern = series.pattern as SeriesPattern;
  const registration = registrationPattern(event);
  const words = fields
    .filter((field) => field in pattern)
    .map((field) => [
      field,
      field in registration
        ? registration[field as keyof typeof registration]
        : event[field as keyof EventRow],
    ]);
  series.pattern = { ...pattern, ...Object.fromEntries(words) };
}

/** A day as far from another one as a date was moved. */
function shifted(date: string, from: string, to: string): string {
  return Temporal.PlainDate.from(date).add(Temporal.PlainDate.from(from).until(to)).toString();
}
