import { z } from 'zod';

const isoInstant = z.iso.datetime({ offset: true });

/** A point in time: a Date through the SDK, an ISO 8601 string with offset through REST. */
export const instantInput = z
  .preprocess(
    (value) => (typeof value === 'string' && isoInstant.safeParse(value).success ? new Date(value) : value),
    z.date('Give an instant such as 2027-03-14T18:30:00Z.'),
  )
  .meta({ override: { type: 'string', format: 'date-time' } });
