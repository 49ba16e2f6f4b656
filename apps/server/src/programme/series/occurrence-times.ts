import { Temporal } from 'temporal-polyfill';
import { type EventTimes, eventTimes } from '../events/event-times.ts';

/** When the events of a series take place: by the clock on the wall. */
export type SeriesTimes = { startTime: string; durationMinutes: number; timeZone: string };

/**
 * The times of one date. A clock change moves the instants and never the wall; where it would leave nothing of an
 * event between its start and its end, the event lasts as long as always.
 */
export function occurrenceTimes(series: SeriesTimes, date: string): EventTimes {
  const start = Temporal.PlainDateTime.from(`${date}T${series.startTime}`);
  const startsAtLocal = written(start);
  const endsAtLocal = written(start.add({ minutes: series.durationMinutes }));
  const startsAt = start.toZonedDateTime(series.timeZone);
  const endsAt = Temporal.PlainDateTime.from(endsAtLocal).toZonedDateTime(series.timeZone);
  if (Temporal.ZonedDateTime.compare(endsAt, startsAt) > 0)
    return eventTimes({ startsAtLocal, endsAtLocal, timeZone: series.timeZone });
  const later = startsAt.add({ minutes: series.durationMinutes });
  return {
    startsAtLocal,
    endsAtLocal: written(later.toPlainDateTime()),
    timeZone: series.timeZone,
    startsAt: new Date(startsAt.epochMilliseconds),
    endsAt: new Date(later.epochMilliseconds),
  };
}

/** Minutes between two times on one wall. */
export function wallMinutes(from: string, to: string): number {
  return Temporal.PlainDateTime.from(from).until(to).total('minutes');
}

/** The time on the wall of a zone at an instant. */
export function localOf(instant: Date, timeZone: string): string {
  return written(
    Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone).toPlainDateTime(),
  );
}

/** The instant that lies so many minutes by the wall after a local time. */
export function instantAfter(local: string, minutes: number, timeZone: string): Date {
  const at = Temporal.PlainDateTime.from(local).add({ minutes }).toZonedDateTime(timeZone);
  return new Date(at.epochMilliseconds);
}

/** What a clock change does to a time on the wall: it is skipped, comes twice, or neither. */
export function clockChangeAt(local: string, timeZone: string): 'skipped' | 'doubled' | null {
  const plain = Temporal.PlainDateTime.from(local);
  const earlier = plain.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  const later = plain.toZonedDateTime(timeZone, { disambiguation: 'later' });
  if (earlier.epochMilliseconds === later.epochMilliseconds) return null;
  return earlier.toPlainDateTime().equals(plain) ? 'doubled' : 'skipped';
}

function written(local: Temporal.PlainDateTime): string {
  return local.toString({ smallestUnit: 'minute' });
}
