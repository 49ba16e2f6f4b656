type Rhythm = 'everyMinute' | { minute: number } | { hour: number; minute: number };

/** How often it is, where a sentence can say it. Of other patterns the page shows the pattern alone. */
export function rhythmOf(cron: string): Rhythm | undefined {
  if (cron === '* * * * *') return 'everyMinute';
  const [, minute, hour] = /^(\d+) (\d+|\*) \* \* \*$/.exec(cron) ?? [];
  if (minute === undefined || hour === undefined) return undefined;
  return hour === '*' ? { minute: Number(minute) } : { hour: Number(hour), minute: Number(minute) };
}
