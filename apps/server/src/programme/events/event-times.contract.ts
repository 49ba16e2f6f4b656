import { z } from 'zod';
import { declareProblem } from '../../kernel/field-problem.contract.ts';

export const NOT_IN_CALENDAR = declareProblem('not-in-calendar', 'There is no {date} in the calendar.', {
  date: z.string(),
});
export const YEAR_OUT_OF_RANGE = declareProblem('year-out-of-range', 'Give a year from 1970 to 9998.');
export const END_BEFORE_START = declareProblem('end-before-start', 'The end must come after the start.');
export const END_IS_PAST = declareProblem('end-is-past', 'The end must lie ahead.');
export const END_OF_DATE_IS_PAST = declareProblem(
  'end-of-date-is-past',
  'The end on {date} must lie ahead.',
  { date: z.string() },
);
export const EVENT_TOO_LONG = declareProblem(
  'event-too-long',
  'An event lasts 31 days at most; make several of a longer one.',
);
export const EVENT_IS_OVER = declareProblem(
  'event-is-over',
  'This event is over and stays at its time. Duplicate it instead.',
);
export const REMINDER_AFTER_START = declareProblem(
  'reminder-after-start',
  'A reminder at {time} must come before the start.',
  { time: z.string() },
);
