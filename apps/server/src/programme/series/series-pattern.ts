import { type CopiedFields, copiedFields } from '../events/copied-fields.ts';
import type { EventTimes } from '../events/event-times.ts';
import type { EventRow } from '../events/events.entity.ts';
import { instantAfter, localOf, occurrenceTimes, wallMinutes } from './occurrence-times.ts';
import { timesOfSeries } from './preview-series.ts';
import type { EventSeriesRow } from './series.entity.ts';

/** What the events of a series have in common. Registration is kept as minutes from the start, by the wall. */
export type SeriesPattern = CopiedFields & {
  registrationOpensAt: number | null;
  registrationClosesAt: number | null;
};

const REGISTRATION = ['registrationOpensAt', 'registrationClosesAt'] as const;

export function patternOf(event: EventRow): SeriesPattern {
  return { ...copiedFields(event), ...registrationPattern(event) };
}

function registrationPattern(
  event: Pick<EventRow, 'startsAtLocal' | 'timeZone' | 'registrationOpensAt' | 'registrationClosesAt'>,
): Pick<SeriesPattern, 'registrationOpensAt' | 'registrationClosesAt'> {
  const [registrationOpensAt, registrationClosesAt] = REGISTRATION.map((field) => {
    const instant = event[field];
    return instant == null ? null : wallMinutes(event.startsAtLocal, localOf(instant, event.timeZone));
  });
  return {
    registrationOpensAt: registrationOpensAt ?? null,
    registrationClosesAt: registrationClosesAt ?? null,
  };
}

/** Everything that the event of one date gets from its series. */
export function fieldsOfDate(series: EventSeriesRow, date: string): Partial<EventRow> {
  const { registrationOpensAt, registrationClosesAt, ...words } = series.pattern as SeriesPattern;
  const times = occurrenceTimes(series, date);
  return { ...words, ...times, ...registrationAt({ registrationOpensAt, registrationClosesAt }, times) };
}

export function registrationAt(
  pattern: Pick<SeriesPattern, 'registrationOpensAt' | 'registrationClosesAt'>,
  { startsAtLocal, timeZone }: Pick<EventTimes, 'startsAtLocal' | 'timeZone'>,
): Pick<EventRow, 'registrationOpensAt' | 'registrationClosesAt'> {
  const [registrationOpensAt, registrationClosesAt] = REGISTRATION.map((field) => {
    const minutes = pattern[field];
    return minutes === null ? null : instantAfter(startsAtLocal, minutes, timeZone);
  });
  return {
    registrationOpensAt: registrationOpensAt ?? null,
    registrationClosesAt: registrationClosesAt ?? null,
  };
}

/** What the series says from now on, where an event of it says something new in these fields. */
export function changePattern(series: EventSeriesRow, event: EventRow, fields: readonly string[]): void {
  const isNew = (field: string) => fields.includes(field);
  if (isNew('startsAtLocal')) series.startTime = event.startsAtLocal.slice(11);
  if (isNew('startsAtLocal') || isNew('endsAtLocal'))
    series.durationMinutes = timesOfSeries(event).durationMinutes;
  if (isNew('timeZone')) series.timeZone = event.timeZone;
  const says: SeriesPattern = patternOf(event);
  const words = Object.entries(says).filter(([field]) => isNew(field));
  series.pattern = { ...series.pattern, ...Object.fromEntries(words) };
}
