import { Temporal } from 'temporal-polyfill';
import type { RecurrenceRule } from './recurrence-rule.ts';
import { periodStartOf } from './rule-dates.ts';

/** An event of a series, as far as a change of its rule cares. */
export type DatedEvent = {
  id: string;
  date: string;
  /** Where there are too few dates, whom one is kept for: those with people first, the cancelled last. */
  claim: 'people' | 'none yet' | 'cancelled';
};

const CLAIMS: readonly DatedEvent['claim'][] = ['people', 'none yet', 'cancelled'];

type Mapping = {
  /** Events that another date of the new rule takes over. */
  moved: { id: string; date: string }[];
  /** Events for which the new rule has no date. */
  dropped: string[];
  /** Dates for which there is no event yet. */
  added: string[];
};

/**
 * Which event becomes which date of a new rule. A day that stays keeps its event. Of the rest, those of one week (or
 * month, or year, by the rule's frequency) are paired in their order: who wanted to come on Tuesday comes on Wednesday
 * then, and never a month later. Their week is that into which `movedBy` brings them: from Sunday to Monday
 * it is the next. Where there are fewer dates than events, those that somebody wants to come to stay.
 */
export function mapDates(
  events: readonly DatedEvent[],
  wanted: readonly string[],
  rules: { before: RecurrenceRule; after: RecurrenceRule; movedBy: Temporal.Duration },
): Mapping {
  const dates = new Set(wanted);
  const held = new Set(events.map(({ date }) => date));
  const free = wanted.filter((date) => !held.has(date));
  const homeless = events.filter(({ date }) => !dates.has(date));
  if (rules.before.frequency !== rules.after.frequency || rules.after.frequency === 'DAILY')
    return { moved: [], dropped: homeless.map(({ id }) => id), added: free };

  const periodOf = (date: string) => periodStartOf(rules.after, date);
  const moving = (date: string) => Temporal.PlainDate.from(date).add(rules.movedBy).toString();
  const freeIn = Map.groupBy(free, periodOf);
  const moved: Mapping['moved'] = [];
  for (const [period, there] of Map.groupBy(homeless, ({ date }) => periodOf(moving(date)))) {
    const open = freeIn.get(period) ?? [];
    const staying = there
      .toSorted(
        (one, other) =>
          CLAIMS.indexOf(one.claim) - CLAIMS.indexOf(other.claim) || compare(one.date, other.date),
      )
      .slice(0, open.length)
      .toSorted((one, other) => compare(one.date, other.date));
    staying.forEach(({ id }, index) => {
      moved.push({ id, date: open[index] as string });
    });
  }
  const [movedIds, taken] = [new Set(moved.map(({ id }) => id)), new Set(moved.map(({ date }) => date))];
  return {
    moved,
    dropped: homeless.flatMap(({ id }) => (movedIds.has(id) ? [] : id)),
    added: free.filter((date) => !taken.has(date)),
  };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
