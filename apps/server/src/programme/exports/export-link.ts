import { z } from 'zod';
import { MINUTE_MS } from '../../kernel/clock.ts';
import { declareSealedLink } from '../../kernel/sealed-link.ts';
import { ExportFormat } from './exports.contract.ts';

/** Long enough for a program to follow it, too short for it to be found lying about. */
export const LINK_LIFETIME_MS = 2 * MINUTE_MS;

const ExportLink = z.object({
  id: z.uuid(),
  eventId: z.uuid(),
  format: ExportFormat,
  /** Whose the link is: they must still be staff when it is used. */
  accountId: z.uuid(),
});
export type ExportLink = z.infer<typeof ExportLink>;

export const exportLink = declareSealedLink({
  sealedFor: { purpose: 'export link', belongsTo: 'participants' },
  lifetimeMs: LINK_LIFETIME_MS,
  says: ExportLink,
});
