/** What a clock on the wall of a zone shows, as `2027-03-14T19:30`: the value of a datetime-local field. */
export function wallClockOf(instant: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((it) => it.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}

/**
 * The instant at which a zone's wall clocks show this time. Of two (clocks set back) it is the first; a time
 * that does not exist (clocks set forward) moves on by the gap, as calendars do.
 */
export function instantOf(wallClock: string, timeZone: string): Date {
  const asUtc = Date.parse(`${wallClock}:00Z`);
  const offsetAt = (time: number) => Date.parse(`${wallClockOf(new Date(time), timeZone)}:00Z`) - time;
  const day = 86_400_000;
  const before = asUtc - offsetAt(asUtc - day);
  const after = asUtc - offsetAt(asUtc + day);
  const exact = [before, after].filter((time) => time + offsetAt(time) === asUtc);
  return new Date(exact.length > 0 ? Math.min(...exact) : before);
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
