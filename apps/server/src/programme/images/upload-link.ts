import { z } from 'zod';
import { HOUR_MS, MINUTE_MS } from '../../kernel/clock.ts';
import { declareSealedLink } from '../../kernel/sealed-link.ts';

const UploadLink = z.object({ eventId: z.uuid(), accountId: z.uuid() });
export type UploadLink = z.infer<typeof UploadLink>;

/** Where one event's picture may be sent to, and by whom it was asked for. */
export const uploadLink = declareSealedLink({
  sealedFor: { purpose: 'image upload', belongsTo: 'link' },
  lifetimeMs: 10 * MINUTE_MS,
  says: UploadLink,
});

/** A picture that has been read and kept, to be set for the event that it was sent for. */
export const upload = declareSealedLink({
  sealedFor: { purpose: 'image upload', belongsTo: 'upload' },
  // Well before what nobody has taken is cleaned away.
  lifetimeMs: HOUR_MS,
  says: z.object({
    eventId: z.uuid(),
    id: z.uuid(),
    width: z.int(),
    height: z.int(),
    placeholder: z.string(),
  }),
});
