import { z } from 'zod';

/** What both databases can keep and order, and every list can begin before and end after. */
export const EARLIEST_INSTANT = new Date('1970-01-02T00:00:00Z');
export const LATEST_INSTANT = new Date('9998-12-31T00:00:00Z');

const isoInstant = z.iso.datetime({ offset: true });

/** A point in time: a Date through the SDK, an ISO 8601 string with offset through REST. */
export const instantInput = z
  .preprocess(
    (value) => (typeof value === 'string' && isoInstant.safeParse(value).success ? new Date(value) : value),
    z
      .date('Give an instant such as 2027-03-14T18:30:00Z.')
      .min(EARLIEST_INSTANT, 'Give a year from 1970 to 9998.')
      .max(LATEST_INSTANT, 'Give a year from 1970 to 9998.'),
  )
  .meta({ override: { type: 'string', format: 'date-time' } });
