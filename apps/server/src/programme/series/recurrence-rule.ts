import { Temporal } from 'temporal-polyfill';
import { type Fault, faultAt } from '../../kernel/fault.ts';
import {
  type Filling,
  fieldProblem,
  type ProblemKind,
  type Shape,
} from '../../kernel/field-problem.contract.ts';
import { NOT_IN_CALENDAR } from '../events/event-times.contract.ts';
import { SERIES_RULE_INVALID } from './series.contract.ts';
import {
  RULE_DAY_MALFORMED,
  RULE_ENDS_TWICE,
  RULE_FREQUENCY_UNKNOWN,
  RULE_MONTH_DAY_UNFIT,
  RULE_NUMBER_NEGATIVE,
  RULE_NUMBER_UNFIT,
  RULE_ORDINAL_UNFIT,
  RULE_PART_MALFORMED,
  RULE_PART_TWICE,
  RULE_PART_UNKNOWN,
  RULE_POSITION_ALONE,
  RULE_UNTIL_MALFORMED,
  RULE_WEEK_START_UNKNOWN,
} from './series-problems.contract.ts';

type Frequency = 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';

/** An RRULE over days: a series has one time on the wall, so hours and minutes are no part of it. */
export type RecurrenceRule = {
  frequency: Frequency;
  interval: number;
  byMonth: number[];
  byMonthDay: number[];
  byDay: string[];
  bySetPosition: number[];
  weekStart: string | null;
  count: number | null;
  /** The last day that may be one of its dates. */
  until: string | null;
};

/** What a rule leaves to the first event: its day, and for an UNTIL with a time, its time and zone. */
export type RuleStart = { startsAtLocal: string; timeZone: string };

const FREQUENCIES: readonly string[] = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];
export const WEEKDAYS: readonly string[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const PARTS: readonly string[] = [
  ...['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'WKST'],
  ...['BYDAY', 'BYMONTHDAY', 'BYMONTH', 'BYSETPOS'],
];

/** Reads an RRULE (RFC 5545, 3.3.10) and says in it what its first event only implies, so that it can stand alone. */
export function readRule(text: string, start: RuleStart): RecurrenceRule {
  const parts = partsOf(text);
  const rule: RecurrenceRule = {
    frequency: frequencyOf(parts.get('FREQ')),
    interval: numberOf(parts, 'INTERVAL', 1_000) ?? 1,
    byMonth: numbersOf(parts, 'BYMONTH', 12).map(positive('BYMONTH')),
    byMonthDay: numbersOf(parts, 'BYMONTHDAY', 31),
    byDay: weekdaysOf(parts.get('BYDAY')),
    bySetPosition: numbersOf(parts, 'BYSETPOS', 366),
    weekStart: weekStartOf(parts.get('WKST')),
    count: numberOf(parts, 'COUNT', 100_000),
    until: untilOf(parts.get('UNTIL'), start),
  };
  refuseWhatDoesNotFit(rule);
  return withImplied(rule, start.startsAtLocal.slice(0, 10));
}

/** One spelling for each rule: what is the same compares equal. */
export function writeRule(rule: RecurrenceRule): string {
  const list = (name: string, values: readonly (string | number)[]) =>
    values.length === 0 ? [] : [`${name}=${values.join(',')}`];
  return [
    `FREQ=${rule.frequency}`,
    ...(rule.interval === 1 ? [] : [`INTERVAL=${rule.interval}`]),
    ...list('BYMONTH', rule.byMonth),
    ...list('BYMONTHDAY', rule.byMonthDay),
    ...list('BYDAY', rule.byDay),
    ...list('BYSETPOS', rule.bySetPosition),
    ...(rule.weekStart === null ? [] : [`WKST=${rule.weekStart}`]),
    ...(rule.count === null ? [] : [`COUNT=${rule.count}`]),
    ...(rule.until === null ? [] : [`UNTIL=${rule.until.replaceAll('-', '')}`]),
  ].join(';');
}

export function isEndless(rule: RecurrenceRule): boolean {
  return rule.count === null && rule.until === null;
}

function partsOf(text: string): Map<string, string> {
  const parts = new Map<string, string>();
  for (const part of text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .replace(/;$/, '')
    .split(';')) {
    const [name, value, ...more] = part.split('=');
    if (!name || !value || more.length > 0) throw wrongRule(RULE_PART_MALFORMED, { given: part });
    if (!PARTS.includes(name)) throw wrongRule(RULE_PART_UNKNOWN, { name, allowed: [...PARTS] });
    if (parts.has(name)) throw wrongRule(RULE_PART_TWICE, { name });
    parts.set(name, value);
  }
  return parts;
}

function frequencyOf(value: string | undefined): Frequency {
  if (value === undefined || !FREQUENCIES.includes(value))
    throw wrongRule(RULE_FREQUENCY_UNKNOWN, { allowed: [...FREQUENCIES] });
  return value as Frequency;
}

function numberOf(parts: ReadonlyMap<string, string>, name: string, most: number): number | null {
  const value = parts.get(name);
  if (value === undefined) return null;
  return positive(name)(inBounds(name, value, most));
}

function numbersOf(parts: ReadonlyMap<string, string>, name: string, most: number): number[] {
  const numbers =
    parts
      .get(name)
      ?.split(',')
      .map((value) => inBounds(name, value, most)) ?? [];
  return [...new Set(numbers)].sort((one, other) => one - other);
}

function inBounds(name: string, value: string, most: number): number {
  const number = /^[+-]?\d{1,6}$/.test(value) ? Number(value) : 0;
  if (number === 0 || Math.abs(number) > most)
    throw wrongRule(RULE_NUMBER_UNFIT, { name, given: value, maximum: most });
  return number;
}

const positive = (name: string) => (value: number) => {
  if (value < 0) throw wrongRule(RULE_NUMBER_NEGATIVE, { name, given: String(value) });
  return value;
};

function weekdaysOf(value: string | undefined): string[] {
  const days = (value?.split(',') ?? []).map((day) => {
    const [, ordinal, weekday] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(day) ?? [];
    if (
      weekday === undefined ||
      !WEEKDAYS.includes(weekday) ||
      Number(ordinal) === 0 ||
      Math.abs(Number(ordinal ?? 1)) > 53
    )
      throw wrongRule(RULE_DAY_MALFORMED, { given: day });
    return `${ordinal === undefined ? '' : Number(ordinal)}${weekday}`;
  });
  const weekdayOf = (day: string) => WEEKDAYS.indexOf(day.slice(-2));
  return [...new Set(days)].sort(
    (one, other) =>
      weekdayOf(one) - weekdayOf(other) ||
      (Number.parseInt(one, 10) || 0) - (Number.parseInt(other, 10) || 0),
  );
}

function weekStartOf(value: string | undefined): string | null {
  if (value === undefined || value === 'MO') return null;
  if (!WEEKDAYS.includes(value))
    throw wrongRule(RULE_WEEK_START_UNKNOWN, { given: value, allowed: [...WEEKDAYS] });
  return value;
}

/** As a day: on each there is one date at most. A time that comes before that of the events leaves the day out. */
function untilOf(value: string | undefined, start: RuleStart): string | null {
  if (value === undefined) return null;
  const [, day, time, isUtc] = /^(\d{8})(T\d{6}(Z)?)?$/.exec(value) ?? [];
  try {
    if (day === undefined) throw new RangeError();
    const date = Temporal.PlainDate.from(day);
    if (time === undefined) return date.toString();
    const local = isUtc
      ? Temporal.Instant.from(value).toZonedDateTimeISO(start.timeZone).toPlainDateTime()
      : Temporal.PlainDateTime.from(value);
    const isBefore = Temporal.PlainTime.compare(local.toPlainTime(), start.startsAtLocal.slice(11)) < 0;
    return local
      .toPlainDate()
      .subtract({ days: isBefore ? 1 : 0 })
      .toString();
  } catch {
    throw wrongRule(RULE_UNTIL_MALFORMED, { given: value });
  }
}

function refuseWhatDoesNotFit(rule: RecurrenceRule): void {
  const { frequency, byDay, byMonthDay, byMonth, bySetPosition } = rule;
  if (rule.count !== null && rule.until !== null) throw wrongRule(RULE_ENDS_TWICE);
  const withOrdinal = byDay.find((day) => day.length > 2);
  if (withOrdinal !== undefined && frequency !== 'MONTHLY' && frequency !== 'YEARLY')
    throw wrongRule(RULE_ORDINAL_UNFIT, { given: withOrdinal });
  if (frequency === 'WEEKLY' && byMonthDay.length > 0) throw wrongRule(RULE_MONTH_DAY_UNFIT);
  if (bySetPosition.length > 0 && byDay.length + byMonthDay.length + byMonth.length === 0)
    throw wrongRule(RULE_POSITION_ALONE);
}

function withImplied(rule: RecurrenceRule, firstDate: string): RecurrenceRule {
  const first = dayOf(firstDate);
  if (rule.byDay.length > 0 || rule.byMonthDay.length > 0) return rule;
  switch (rule.frequency) {
    case 'DAILY':
      return rule;
    case 'WEEKLY':
      return { ...rule, byDay: [WEEKDAYS[first.dayOfWeek - 1] as string] };
    case 'MONTHLY':
      return { ...rule, byMonthDay: [first.day] };
    case 'YEARLY':
      return {
        ...rule,
        byMonthDay: [first.day],
        byMonth: rule.byMonth.length > 0 ? rule.byMonth : [first.month],
      };
  }
}

function dayOf(date: string): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(date);
  } catch {
    throw faultAt(SERIES_RULE_INVALID, fieldProblem('startsAtLocal', NOT_IN_CALENDAR, { date }));
  }
}

export function wrongRule<Params extends Shape>(
  kind: ProblemKind<Params>,
  ...params: Filling<Params>
): Fault {
  return faultAt(SERIES_RULE_INVALID, fieldProblem('rule', kind, ...params));
}
