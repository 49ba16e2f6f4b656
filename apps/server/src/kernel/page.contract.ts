import { z } from 'zod';
import { declareFault } from './fault.contract.ts';

/** What every list takes: the place to go on from, and how many rows at most. */
export const pageInput = {
  cursor: z
    .string()
    .max(400)
    .optional()
    .describe('The `nextCursor` of the page before; left out for the first.'),
  limit: z.coerce.number().int().min(1).max(100).default(20).describe('Rows on a page, 1 to 100.'),
};

export const nextCursor = z
  .string()
  .nullable()
  .describe('Hand it in as `cursor` for the next page; null on the last.');

export const CURSOR_INVALID = declareFault(
  'CURSOR_INVALID',
  'BAD_REQUEST',
  'This cursor was not given out by this list. Start again without one.',
);
