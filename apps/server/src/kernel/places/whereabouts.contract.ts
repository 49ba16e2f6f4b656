import { z } from 'zod';

/** From where something was done, for the mails that tell of it. */
export const Whereabouts = z.object({
  ipAddress: z.string(),
  userAgent: z.string(),
  // A mail that was posted before there were places has none.
  place: z.string().nullish().describe('Such as Berlin, Germany; as far as it is known.'),
});
export type Whereabouts = z.infer<typeof Whereabouts>;
