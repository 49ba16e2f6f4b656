import { Temporal } from 'temporal-polyfill';
import { DAY_MS } from '../../kernel/clock.ts';
import { type Fault, faultAt } from '../../kernel/fault.ts';
import { type FieldProblem, fieldProblem } from '../../kernel/field-problem.contract.ts';
import { EARLIEST_INSTANT, LATEST_INSTANT } from '../../kernel/instant.contract.ts';
import { TIME_ZONE_UNKNOWN } from '../../people/accounts/accounts.contract.ts';
import { comesBeforeStart, type RemindingEvent } from '../reminders/reminder-times.ts';
import {
  END_BEFORE_START,
  END_IS_PAST,
  END_OF_DATE_IS_PAST,
  EVENT_IS_OVER,
  EVENT_TOO_LONG,
  NOT_IN_CALENDAR,
  REMINDER_AFTER_START,
  YEAR_OUT_OF_RANGE,
} from './event-times.contract.ts';
import { EVENT_TIMES_INVALID } from './events.contract.ts';
import type { EventRow } from './events.entity.ts';

/** No event is longer: lists find what is going on by looking no further back. */
export const LONGEST_EVENT_MS = 31 * DAY_MS;

export type EventTimes = {
  startsAtLocal: string;
  endsAtLocal: string;
  timeZone: string;
  startsAt: Date;
  endsAt: Date;
};

/**
 * The instants of wall-clock times. A time that a clock change skips is taken as much later; one that comes
 * twice is taken the first time (RFC 5545, 3.3.5, and Temporal's `compatible`).
 */
export function eventTimes(given: {
  startsAtLocal: string;
  endsAtLocal: string;
  timeZone: string;
}): EventTimes {
  const timeZone = zoneNamed(given.timeZone);
  const startsAt = instantOf('startsAtLocal', given.startsAtLocal, timeZone);
  const endsAt = instantOf('endsAtLocal', given.endsAtLocal, timeZone);
  if (endsAt <= startsAt) throw invalid(fieldProblem('endsAtLocal', END_BEFORE_START));
  if (endsAt.getTime() - startsAt.getTime() > LONGEST_EVENT_MS)
    throw invalid(fieldProblem('endsAtLocal', EVENT_TOO_LONG));
  const { startsAtLocal, endsAtLocal } = given;
  return { startsAtLocal, endsAtLocal, timeZone, startsAt, endsAt };
}

/** The times of an event that begins at another wall-clock time and lasts as long by the clock on the wall. */
export function movedTimes(
  event: { startsAtLocal: string; endsAtLocal: string; timeZone: string },
  startsAtLocal: string,
): EventTimes {
  const lasts = Temporal.PlainDateTime.from(event.startsAtLocal).until(event.endsAtLocal);
  const endsAtLocal = plainOf('startsAtLocal', startsAtLocal).add(lasts).toString({ smallestUnit: 'minute' });
  return eventTimes({ startsAtLocal, endsAtLocal, timeZone: event.timeZone });
}

/**
 * An event moves within what is to come. What is over stays over: who was kept out since would come in by its being
 * moved ahead, and whoever was there would be told that it is still to come. A draft nobody has been at.
 */
export function refusePastTimes(
  event: EventTimes & Pick<EventRow, 'status' | 'occurrenceDate'>,
  to: EventTimes,
  now: Date,
): void {
  const fields = ['startsAtLocal', 'endsAtLocal', 'timeZone'] as const;
  if (fields.every((field) => to[field] === event[field])) return;
  if (event.status !== 'draft' && event.endsAt <= now)
    throw invalid(fieldProblem('startsAtLocal', EVENT_IS_OVER));
  if (to.endsAt > now) return;
  const date = event.occurrenceDate;
  throw invalid(
    date
      ? fieldProblem('endsAtLocal', END_OF_DATE_IS_PAST, { date })
      : fieldProblem('endsAtLocal', END_IS_PAST),
  );
}

/** A reminder on the day itself is of use before the start alone. */
export function refuseLateReminders(event: Omit<RemindingEvent, 'id'>): void {
  for (const [index, rule] of event.reminders.entries())
    if (rule.kind === 'at' && !comesBeforeStart(rule, event))
      throw invalid(fieldProblem(`reminders.${index}.time`, REMINDER_AFTER_START, { time: rule.time }));
}

function instantOf(field: string, local: string, timeZone: string): Date {
  const instant = new Date(plainOf(field, local).toZonedDateTime(timeZone).epochMilliseconds);
  if (instant < EARLIEST_INSTANT || instant > LATEST_INSTANT)
    throw invalid(fieldProblem(field, YEAR_OUT_OF_RANGE));
  return instant;
}

function plainOf(field: string, local: string): Temporal.PlainDateTime {
  try {
    return Temporal.PlainDateTime.from(local, { overflow: 'reject' });
  } catch {
    throw invalid(fieldProblem(field, NOT_IN_CALENDAR, { date: local }));
  }
}

/** The zone as IANA spells it. A bare offset is none: it says nothing of the clock changes to come. */
function zoneNamed(given: string): string {
  const isName = /^[a-z]/i.test(given);
  try {
    if (isName) return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(given).timeZoneId;
  } catch {
    // Refused below.
  }
  throw invalid(fieldProblem('timeZone', TIME_ZONE_UNKNOWN));
}

function invalid(problem: FieldProblem): Fault {
  return faultAt(EVENT_TIMES_INVALID, problem);
}
