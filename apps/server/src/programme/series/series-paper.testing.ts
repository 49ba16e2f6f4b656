import { Temporal } from 'temporal-polyfill';
import { HOUR_MS, MINUTE_MS } from '../../kernel/clock.ts';
import { Model } from '../participations/participation-model.testing.ts';
import type { ReminderRule } from '../reminders/reminders.contract.ts';

export const ZONE = 'Europe/Berlin';
/** How long all of these events last, and how long a seat on offer is kept: nearly always until the start. */
const LASTS_HOURS = 2;
export const OFFER_HOURS = 720;

export type Words = {
  name: string;
  locationName: string | null;
  capacity: number;
  waitlist: 'off' | 'auto' | 'offer';
  reminders: ReminderRule[];
};
export type Field = keyof Words | 'times';

/** Weekly, on these days (1 is Monday), so many times or until a day. */
export type Rule = { days: number[]; interval: number; count: number | null; until: string | null };

export type PaperSeries = {
  /** Unknown as long as only the product knows it. */
  id: string | undefined;
  words: Words;
  time: string;
  rule: Rule;
  startsOn: string;
  excluded: Set<string>;
  extra: Set<string>;
  isPublished: boolean;
};

/** One event, as somebody would keep it on paper, with those who come to it. */
export class Line {
  id: string | undefined;
  series: PaperSeries | null;
  /** Which date of its series it is, whenever it takes place. */
  date: string | null;
  starts: string;
  words: Words;
  own = new Set<Field>();
  room = new Model();
  isArchived = false;
  /** Of a draft that nobody ever had to do with: it is no more. */
  isGone = false;
  checkedIn = new Set<number>();
  /** Who was reminded by which rule. */
  reminded = new Set<string>();
  /** When the time of a rule passed while nobody could know of the event: what becomes of that reminder is not told apart. */
  passedUnseen = new Set<string>();
  offers = new Map<number, number>();

  constructor(series: PaperSeries, date: string, status: 'draft' | 'published') {
    this.series = series;
    this.date = date;
    this.starts = `${date}T${series.time}`;
    this.words = { ...series.words };
    this.room.status = status;
    this.furnish();
  }

  furnish(): void {
    this.room.capacity = this.words.capacity;
    this.room.waitlist = this.words.waitlist;
  }

  get startMs(): number {
    return instantOf(this.starts);
  }

  get endMs(): number {
    return endOf(this.starts);
  }

  get status(): string {
    return this.isArchived ? 'archived' : this.room.status;
  }

  /** Once it was called off it stays so, also put away. */
  get isCalledOff(): boolean {
    return this.room.status === 'cancelled';
  }

  live(): number[] {
    return [...this.room.states].flatMap(([who, state]) => (isLive(state) ? who : []));
  }

  /** When each rule is due, by the end of its send key. */
  dues(): [key: string, dueMs: number][] {
    return this.words.reminders.map((rule) => {
      if (rule.kind === 'before') return [`:${rule.minutes}`, this.startMs - rule.minutes * MINUTE_MS];
      const day = plusDays(this.starts.slice(0, 10), -rule.daysBefore);
      return [`:at:${rule.daysBefore}:${rule.time.replace(':', '')}`, instantOf(`${day}T${rule.time}`)];
    });
  }

  /** What follows from how late it is. */
  settle(now: number): void {
    this.room.hasStarted = this.startMs <= now;
    this.room.hasEnded = this.endMs <= now;
    const offered = this.room.inState('offered');
    this.offers = new Map(
      offered.map((who) => [
        who,
        Math.min(this.offers.get(who) ?? now + OFFER_HOURS * HOUR_MS, this.startMs),
      ]),
    );
    for (const who of this.checkedIn) if (this.room.states.get(who) !== 'going') this.checkedIn.delete(who);
  }
}

export function isLive(state: string | undefined): boolean {
  return ['invited', 'requested', 'waitlisted', 'offered', 'going'].includes(state ?? '');
}

export function instantOf(local: string): number {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(ZONE).epochMilliseconds;
}

export function endOf(starts: string): number {
  return instantOf(endsLocal(starts));
}

export function endsLocal(starts: string): string {
  return Temporal.PlainDateTime.from(starts).add({ hours: LASTS_HOURS }).toString({ smallestUnit: 'minute' });
}

export function plusDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

export function daysBetween(one: string, other: string): number {
  return Temporal.PlainDate.from(one.slice(0, 10)).until(other.slice(0, 10)).days;
}

export function mondayOf(date: string): string {
  return plusDays(date, 1 - Temporal.PlainDate.from(date).dayOfWeek);
}

/** The days that a rule names from one on: two hundred at most, of one that does not end. */
export function datesOf(rule: Rule, startsOn: string): string[] {
  const dates: string[] = [];
  const most = rule.count ?? 200;
  for (let week = mondayOf(startsOn); dates.length < most; week = plusDays(week, 7 * rule.interval))
    for (const day of rule.days) {
      const date = plusDays(week, day - 1);
      if (rule.until !== null && date > rule.until) return dates;
      if (date >= startsOn && dates.length < most) dates.push(date);
    }
  return dates;
}

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
/** As an RRULE, in the one spelling that the product has for each. */
export function textOf({ days, interval, count, until }: Rule): string {
  return [
    'FREQ=WEEKLY',
    ...(interval === 1 ? [] : [`INTERVAL=${interval}`]),
    `BYDAY=${days.map((day) => DAYS[day - 1])}`,
    ...(count === null ? [] : [`COUNT=${count}`]),
    ...(until === null ? [] : [`UNTIL=${until.replaceAll('-', '')}`]),
  ].join(';');
}
