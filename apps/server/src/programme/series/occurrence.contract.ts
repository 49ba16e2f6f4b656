import { z } from 'zod';
import { declareProblem } from '../../kernel/field-problem.contract.ts';

const NOT_A_DATE = declareProblem('not-a-date', 'Write it as 2027-03-14.');

/** A day in the zone of a series: `2027-03-14`. */
export const LocalDate = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, NOT_A_DATE.text);

export const SeriesPlace = z
  .object({
    id: z.uuid().describe('The series: `events.list` finds its other dates by it.'),
    date: LocalDate.describe('Which of its dates this is. It stays, also when this one is moved.'),
  })
  .meta({ id: 'SeriesPlace', description: 'Of which series an event is a date.' });
export type SeriesPlace = z.infer<typeof SeriesPlace>;

export const SeriesException = SeriesPlace.extend({
  ownFields: z
    .array(z.string())
    .describe(
      'What was changed of this date alone, such as `name`, `image` or `times`; changes of the whole series leave it.',
    ),
}).meta({ id: 'SeriesException', description: 'Of which series an event is a date, and how it differs.' });
export type SeriesException = z.infer<typeof SeriesException>;
