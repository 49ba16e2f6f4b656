import { z } from 'zod';

export const CalendarFeed = z
  .object({
    url: z
      .string()
      .nullable()
      .describe('Subscribe to it in a calendar. Whoever knows it sees the events; null when there is none.'),
    createdAt: z.date().nullable(),
  })
  .meta({ id: 'CalendarFeed', description: 'The private feed of the events that one has a place at.' });
export type CalendarFeed = z.infer<typeof CalendarFeed>;
