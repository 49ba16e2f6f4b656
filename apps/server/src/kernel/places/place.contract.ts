import { z } from 'zod';

/** Where a network address is, for mails: a mail that was posted before there were places has none. */
export const Place = z.string().nullish().describe('Such as Berlin, Germany; as far as it is known.');
