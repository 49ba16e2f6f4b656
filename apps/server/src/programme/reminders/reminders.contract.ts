import { z } from 'zod';
import { declareProblem } from '../../kernel/field-problem.contract.ts';

const ReminderBefore = z
  .object({
    kind: z.literal('before'),
    minutes: z
      .int()
      .min(5)
      .max(43_200)
      .describe('So much time before the start, 5 to 43,200 minutes; 1,440 are 24 hours.'),
  })
  .meta({
    id: 'ReminderBefore',
    description: 'A time that passes before the start, clock changes or not.',
  });

const NOT_A_TIME_OF_DAY = declareProblem('not-a-time-of-day', 'Write it as 09:00.');

const ReminderAt = z
  .object({
    kind: z.literal('at'),
    daysBefore: z.int().min(0).max(30).describe('Days before the date of the start; 0 is the same day.'),
    time: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, NOT_A_TIME_OF_DAY.text)
      .describe('Wall-clock time in the event’s zone, before the start: `09:00`.'),
  })
  .meta({
    id: 'ReminderAt',
    description:
      'A time on the wall. What a clock change skips is taken as much later, what comes twice the first time.',
  });

export const ReminderRule = z.discriminatedUnion('kind', [ReminderBefore, ReminderAt]).meta({
  id: 'ReminderRule',
  description: 'When those with a seat are reminded. `before` and `at` differ over a clock change.',
});
export type ReminderRule = z.infer<typeof ReminderRule>;

const MOST_RULES = 5;

const REMINDER_TWICE = declareProblem('reminder-twice', 'The same reminder stands there already.');

export const reminderRules = z
  .array(ReminderRule)
  .max(MOST_RULES, `At most ${MOST_RULES} reminders.`)
  .superRefine((rules, { addIssue }) => {
    const seen = new Set<string>();
    for (const [index, rule] of rules.entries()) {
      const key = reminderKeyEnd(rule);
      if (seen.has(key)) addIssue({ code: 'custom', path: [index], message: REMINDER_TWICE.text });
      seen.add(key);
    }
  })
  .describe('Up to five, each once for everybody with a seat; an empty list for none.');

/** What tells the mail of one rule from that of another to the same person. */
export function reminderKeyEnd(rule: ReminderRule): string {
  return rule.kind === 'before' ? `:${rule.minutes}` : `:at:${rule.daysBefore}:${rule.time.replace(':', '')}`;
}
