import { Temporal } from 'temporal-polyfill';
import { after, MINUTE_MS } from '../../kernel/clock.ts';
import type { EventRow } from '../events/events.entity.ts';
import { type ReminderRule, reminderKeyEnd } from './reminders.contract.ts';

/** What of an event decides when people are reminded. */
export type RemindingEvent = Pick<EventRow, 'id' | 'startsAt' | 'startsAtLocal' | 'timeZone' | 'reminders'>;

type Times = Omit<RemindingEvent, 'id' | 'reminders'>;

/** One rule at one event: the end of its send key, and when it is due. */
export type ReminderTime = { keyEnd: string; dueAt: Date };

/** When people are reminded of an event, by its rules; also what is past by now. */
export function reminderTimes(event: Times & Pick<RemindingEvent, 'reminders'>): ReminderTime[] {
  return event.reminders
    .filter((rule) => comesBeforeStart(rule, event))
    .map((rule) => ({ keyEnd: reminderKeyEnd(rule), dueAt: remindedAt(rule, event) }));
}

export function comesBeforeStart(rule: ReminderRule, event: Times): boolean {
  return remindedAt(rule, event) < event.startsAt;
}

/**
 * A `before` counts elapsed time. An `at` is wall-clock time: one that a clock change skips is taken as much later, one
 * that comes twice the first time, as the times of events are.
 */
function remindedAt(rule: ReminderRule, { startsAt, startsAtLocal, timeZone }: Times): Date {
  if (rule.kind === 'before') return after(startsAt, -rule.minutes * MINUTE_MS);
  const day = Temporal.PlainDateTime.from(startsAtLocal).toPlainDate().subtract({ days: rule.daysBefore });
  const due = day.toZonedDateTime({ timeZone, plainTime: rule.time });
  return new Date(due.epochMilliseconds);
}
