import type { Context } from '../../kernel/context.ts';
import { type EventTimes, refusePastTimes } from '../events/event-times.ts';
import { changedFields, type EventRow } from '../events/events.entity.ts';
import { changeFields, type EventBefore, followChange } from '../events/update-event.ts';
import { comesBeforeStart } from '../reminders/reminder-times.ts';
import { dateOf } from './lock-series.ts';
import { occurrenceTimes } from './occurrence-times.ts';
import type { EventSeriesRow } from './series.entity.ts';
import { fieldsOfDate, registrationAt, type SeriesPattern } from './series-pattern.ts';

type Change = {
  /** The date at which the change was made: it takes all of it. */
  origin: EventRow;
  given: Partial<EventRow>;
  /** The fields, as a series names them, that the series now has otherwise. */
  changed: ReadonlySet<string>;
  withPeople: ReadonlySet<string>;
};

/**
 * Brings events into line with what their series now says, each but for what it has of its own. All are written at
 * once; what follows from it is done for those events alone at which there is somebody.
 */
export async function changeEvents(
  ctx: Context,
  { series, events }: { series: EventSeriesRow; events: readonly EventRow[] },
  change: Change,
): Promise<number> {
  const before = new Map<EventRow, EventBefore>();
  for (const event of events) {
    const given = fieldsFor(series, event, change);
    const isOther = changedFields(event, given);
    if (isOther.length > 0) {
      refusePastTimes(event, { ...event, ...given }, ctx.clock.now());
      const others = Object.fromEntries(isOther.map((field) => [field, given[field as keyof EventRow]]));
      before.set(event, changeFields(ctx, event, others));
    }
    if (event === change.origin) event.ownFields = ownFieldsOfOrigin(event, change.changed);
  }
  await ctx.em.flush();
  for (const [event, was] of before) if (change.withPeople.has(event.id)) await followChange(ctx, event, was);
  return before.size;
}

function fieldsFor(series: EventSeriesRow, event: EventRow, change: Change): Partial<EventRow> {
  const own = new Set(event.ownFields);
  const { origin, changed } = change;
  const isOrigin = event === origin;
  // A date that was moved on its own stays on its day, whatever the others do.
  if (isOrigin && own.has('times')) return { ...change.given };
  const times: Partial<EventTimes> = own.has('times') ? {} : occurrenceTimes(series, dateOf(event));
  const registration = registrationAt(series.pattern as SeriesPattern, { ...event, ...times });
  const says = { ...fieldsOfDate(series, dateOf(event)), image: origin.image ?? null, ...registration };
  const fields = Object.entries(says).filter(([field]) => {
    // Registration is counted from the start, and moves with it.
    if (!own.has(field)) return changed.has(field) || (field in registration && !own.has('times'));
    return isOrigin && changed.has(field);
  });
  const given: Partial<EventRow> = { ...Object.fromEntries(fields), ...times };
  return isOrigin ? given : withoutLateReminders(event, given);
}

/** A reminder on the day itself may come too late for the hour of one date: that date goes without, the others have it. */
function withoutLateReminders(event: EventRow, given: Partial<EventRow>): Partial<EventRow> {
  const then = { ...event, ...given };
  const inTime = then.reminders.filter((rule) => comesBeforeStart(rule, then));
  return inTime.length === then.reminders.length ? given : { ...given, reminders: inTime };
}

/** What is now so of the whole series is no longer its own. */
function ownFieldsOfOrigin(event: EventRow, changed: ReadonlySet<string>): string[] | null {
  const own = (event.ownFields ?? []).filter((field) => field === 'times' || !changed.has(field));
  return own.length === 0 ? null : own;
}
