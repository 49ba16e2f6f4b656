/** How the visitor reads dates: in their own variant of the language, in their own zone unless another is asked for. */
export type TimeFormat = {
  dateTime(instant: Date, timeZone?: string): string;
  range(from: Date, to: Date, timeZone?: string): string;
  time(instant: Date, timeZone?: string): string;
  day(instant: Date, timeZone?: string): { day: string; month: string; weekday: string };
  zoneName(instant: Date, timeZone: string): string;
  relative(instant: Date, now: Date): string;
  /** A day, or a day and a time, as the API writes them of no zone: 2027-03-14T19:30. Other texts stay as they are. */
  wallClock(text: string): string;
};

export function timeFormat(locale: string, ownTimeZone: string): TimeFormat {
  const inZone = (options: Intl.DateTimeFormatOptions, timeZone = ownTimeZone) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone });
  const full: Intl.DateTimeFormatOptions = {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  };
  return {
    dateTime: (instant, zone) =>
      inZone({ ...full, weekday: undefined, month: 'short' }, zone).format(instant),
    range: (from, to, zone) => inZone(full, zone).formatRange(from, to),
    time: (instant, zone) => inZone({ hour: 'numeric', minute: '2-digit' }, zone).format(instant),
    day: (instant, zone) => ({
      day: inZone({ day: 'numeric' }, zone).format(instant),
      month: inZone({ month: 'short' }, zone).format(instant).replace('.', ''),
      weekday: inZone({ weekday: 'short' }, zone).format(instant),
    }),
    zoneName: (instant, zone) =>
      inZone({ timeZoneName: 'short' }, zone)
        .formatToParts(instant)
        .find((part) => part.type === 'timeZoneName')?.value ?? zone,
    relative: (instant, now) => relativeTime(locale, instant, now),
    wallClock: (text) => {
      const [, day, time] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d))?$/.exec(text) ?? [];
      const asUtc = new Date(`${day}T${time ?? '00:00'}:00Z`);
      // A day that no calendar has is shown as it was given: it is what the words are about.
      if (Number.isNaN(asUtc.getTime()) || asUtc.toISOString().slice(0, 10) !== day) return text;
      const clock = time === undefined ? undefined : ({ hour: 'numeric', minute: '2-digit' } as const);
      return inZone({ day: 'numeric', month: 'short', year: 'numeric', ...clock }, 'UTC').format(asUtc);
    },
  };
}

const steps: [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

function relativeTime(locale: string, instant: Date, now: Date): string {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const seconds = (instant.getTime() - now.getTime()) / 1_000;
  for (const [unit, length] of steps) {
    if (Math.abs(seconds) >= length) return format.format(Math.round(seconds / length), unit);
  }
  return format.format(0, 'second');
}

/** Whether two zones show different clocks at this instant; their names alone do not say it. */
export function clocksDiffer(instant: Date, one: string, other: string): boolean {
  const clock = (timeZone: string) =>
    new Intl.DateTimeFormat('en', { dateStyle: 'short', timeStyle: 'short', timeZone }).format(instant);
  return clock(one) !== clock(other);
}
