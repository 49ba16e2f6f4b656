import { z } from 'zod';
import { declareProblem } from '../../kernel/field-problem.contract.ts';

const date = z.string();
const given = z.string();
const maximum = z.number();
const name = z.string();
const years = z.number();
const allowed = z.array(z.string());

export const RULE_PART_MALFORMED = declareProblem(
  'rule-part-malformed',
  '“{given}” is no part of a rule. Write parts such as FREQ=WEEKLY;BYDAY=MO.',
  { given },
);
export const RULE_PART_UNKNOWN = declareProblem(
  'rule-part-unknown',
  '{name} is not supported. A rule has {allowed}.',
  { name, allowed },
);
export const RULE_PART_TWICE = declareProblem('rule-part-twice', '{name} stands there twice.', { name });
export const RULE_FREQUENCY_UNKNOWN = declareProblem(
  'rule-frequency-unknown',
  'A rule begins with how often: FREQ is one of {allowed}.',
  { allowed },
);
export const RULE_NUMBER_UNFIT = declareProblem(
  'rule-number-unfit',
  '{name} has {given}. It takes whole numbers from 1 to {maximum}.',
  { name, given, maximum },
);
export const RULE_NUMBER_NEGATIVE = declareProblem(
  'rule-number-negative',
  '{name} has {given}. It counts from the beginning: give a number above 0.',
  { name, given },
);
export const RULE_DAY_MALFORMED = declareProblem(
  'rule-day-malformed',
  'BYDAY has {given}. Write days as MO or, in a month or year, 1MO for the first and -1FR for the last.',
  { given },
);
export const RULE_WEEK_START_UNKNOWN = declareProblem(
  'rule-week-start-unknown',
  'WKST is {given}. It is one of {allowed}.',
  { given, allowed },
);
export const RULE_UNTIL_MALFORMED = declareProblem(
  'rule-until-malformed',
  'UNTIL is {given}. Write it as 20270630, 20270630T193000, or 20270630T173000Z.',
  { given },
);
export const RULE_ENDS_TWICE = declareProblem('rule-ends-twice', 'Give COUNT or UNTIL, not both.');
export const RULE_ORDINAL_UNFIT = declareProblem(
  'rule-ordinal-unfit',
  'BYDAY has {given}. Ordinals belong into MONTHLY and YEARLY rules.',
  { given },
);
export const RULE_MONTH_DAY_UNFIT = declareProblem(
  'rule-month-day-unfit',
  'BYMONTHDAY does not go with FREQ=WEEKLY. Use MONTHLY.',
);
export const RULE_POSITION_ALONE = declareProblem(
  'rule-position-alone',
  'BYSETPOS chooses among others: give BYDAY or BYMONTHDAY too.',
);
export const RULE_WITHOUT_DATES = declareProblem(
  'rule-without-dates',
  'This rule has no date that is still to come.',
);
export const RULE_MISSES_START = declareProblem(
  'rule-misses-start',
  'The first event, on {date}, is no date of this rule. The rule begins on {first}.',
  { date, first: z.string() },
);
export const RULE_NEEDED = declareProblem(
  'rule-needed',
  'On another day for several dates, they need another rule.',
);
export const START_IS_PAST = declareProblem('start-is-past', 'The first event must be still to come.');
export const DATE_TOO_LONG = declareProblem(
  'series-event-too-long',
  'An event of a series lasts from one minute to 30 days by the clock on the wall.',
);
export const SERIES_TOO_FAR_AHEAD = declareProblem(
  'series-too-far-ahead',
  'The last date lies more than {years} years ahead. End it sooner, or let it go on.',
  { years },
);
export const SERIES_TOO_MANY_DATES = declareProblem(
  'series-too-many-dates',
  'That makes {count} events; a series has {maximum} ahead at most. End it sooner, or let it go on.',
  { count: z.number(), maximum },
);

export const SERIES_FULL = declareProblem(
  'series-full',
  'The series has {maximum} dates ahead, and no more.',
  { maximum },
);
export const DATE_TAKEN = declareProblem(
  'date-taken',
  'The series has {date} already. Of a series, a day has one event.',
  { date },
);
export const DATE_IS_PAST = declareProblem('date-is-past', 'Give a day that is still to come.');
export const DATE_TOO_FAR_AHEAD = declareProblem(
  'date-too-far-ahead',
  'Give a day that is at most {years} years ahead.',
  { years },
);
export const DATE_NOT_OF_SERIES = declareProblem(
  'date-not-of-series',
  'The series has no {date} that is still to come.',
  { date },
);
export const DATE_HAS_BEGUN = declareProblem('date-has-begun', 'What has begun cannot be left out.');
