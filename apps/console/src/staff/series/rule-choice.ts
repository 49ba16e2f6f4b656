/** What somebody chooses who repeats an event, as the fields hold it. */
export type RuleChoice = {
  frequency: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
  interval: string;
  weekdays: string[];
  /** Which day of a month: by its number, as the first (second, …) of its weekday, or as the last. */
  monthDay: 'number' | 'nth' | 'last';
  ends: 'never' | 'count' | 'until';
  count: string;
  until: string;
};

export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

export type Day = { weekday: string; month: number; number: number; nth: number; isLast: boolean };

/** A day as the rules of months see it. */
export function dayOf(local: string): Day {
  const day = new Date(`${local.slice(0, 10)}T00:00Z`);
  const number = day.getUTCDate();
  const inMonth = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
  return {
    weekday: WEEKDAYS[(day.getUTCDay() + 6) % 7] ?? 'MO',
    month: day.getUTCMonth() + 1,
    number,
    nth: Math.ceil(number / 7),
    isLast: number > inMonth - 7,
  };
}

export function usualChoice(local: string): RuleChoice {
  return {
    frequency: 'WEEKLY',
    interval: '1',
    weekdays: [dayOf(local).weekday],
    monthDay: 'number',
    ends: 'count',
    count: '10',
    until: '',
  };
}

/** The rule of a choice, for an event on a day: what it does not say is that day. */
export function ruleOf(choice: RuleChoice, local: string): string {
  const { weekday, month, number, nth } = dayOf(local);
  const days = WEEKDAYS.filter((day) => choice.weekdays.includes(day));
  const onDay = {
    DAILY: [],
    WEEKLY: days.length === 0 ? [] : [`BYDAY=${days.join(',')}`],
    MONTHLY: {
      number: [`BYMONTHDAY=${number}`],
      nth: [`BYDAY=${nth}${weekday}`],
      last: [`BYDAY=-1${weekday}`],
    }[choice.monthDay],
    YEARLY: [`BYMONTH=${month}`, `BYMONTHDAY=${number}`],
  }[choice.frequency];
  const end = {
    never: [],
    count: [`COUNT=${choice.count}`],
    until: [`UNTIL=${choice.until.replaceAll('-', '')}`],
  }[choice.ends];
  return [`FREQ=${choice.frequency}`, `INTERVAL=${choice.interval}`, ...onDay, ...end].join(';');
}

/** The choice that a rule came from; where the fields cannot say it, the nearest that they can. */
export function choiceOf(rule: string, local: string): RuleChoice {
  const parts = partsOf(rule);
  const days = parts.BYDAY?.split(',') ?? [];
  const usual = usualChoice(local);
  const until = parts.UNTIL?.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3') ?? '';
  return {
    frequency: (parts.FREQ ?? 'WEEKLY') as RuleChoice['frequency'],
    interval: parts.INTERVAL ?? '1',
    weekdays: parts.FREQ === 'WEEKLY' && days.length > 0 ? days : usual.weekdays,
    monthDay: days.length === 0 ? 'number' : days.some((day) => day.startsWith('-1')) ? 'last' : 'nth',
    ends: parts.COUNT ? 'count' : until ? 'until' : 'never',
    count: parts.COUNT ?? usual.count,
    until,
  };
}

/** Whether the fields can say all of a rule; one of the API or the command line may say more. */
export function isSaidByFields(rule: string): boolean {
  const { FREQ, BYDAY = '', BYMONTHDAY = '', BYMONTH = '', BYSETPOS, WKST } = partsOf(rule);
  if (BYSETPOS !== undefined || WKST !== undefined || /[,-]/.test(`${BYMONTHDAY}${BYMONTH}`)) return false;
  if (FREQ === 'YEARLY') return BYDAY === '';
  if (FREQ === 'MONTHLY')
    return (
      BYMONTH === '' &&
      (BYDAY === '' ? BYMONTHDAY !== '' : BYMONTHDAY === '' && /^(-1|[1-5])[A-Z]{2}$/.test(BYDAY))
    );
  return BYMONTHDAY === '' && BYMONTH === '' && (FREQ === 'WEEKLY' || BYDAY === '');
}

/** The day of a date of a series as its rule sees it, wherever the date was moved to; one beside the rule has none. */
export function dayInRule(
  event: { startsAtLocal: string; series: { date: string } | null },
  series: { startsOn: string; extraDates: readonly string[] },
): string {
  const date = event.series?.date ?? event.startsAtLocal;
  return series.extraDates.includes(date) ? series.startsOn : date;
}

export function partsOf(rule: string): Partial<Record<string, string>> {
  return Object.fromEntries(rule.split(';').map((part) => part.split('=')));
}
