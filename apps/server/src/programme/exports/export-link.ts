import { z } from 'zod';
import { after, MINUTE_MS } from '../../kernel/clock.ts';
import type { Secrets } from '../../kernel/keys.ts';
import { seal, unseal } from '../../kernel/seal.ts';
import { ExportFormat } from './exports.contract.ts';

/** Long enough for a program to follow it, too short for it to be found lying about. */
export const LINK_LIFETIME_MS = 2 * MINUTE_MS;

const SEALED_FOR = { purpose: 'export link', belongsTo: 'participants' };

const Link = z.object({
  id: z.uuid(),
  eventId: z.uuid(),
  format: ExportFormat,
  /** Whose the link is: they must still be staff when it is used. */
  accountId: z.uuid(),
  expiresAtMs: z.number(),
});
export type Link = z.infer<typeof Link>;

/** Everything that the door needs stands in the link itself, encrypted: nothing of it is kept. */
export function sealLink(config: Secrets, link: Omit<Link, 'expiresAtMs'>, now: Date) {
  const expiresAt = after(now, LINK_LIFETIME_MS);
  const token = seal(config, JSON.stringify({ ...link, expiresAtMs: expiresAt.getTime() }), SEALED_FOR);
  return { token, expiresAt };
}

/** What the link is for; undefined for what we never gave out, and for what is over. */
export function openLink(config: Secrets, token: string, now: Date): Link | undefined {
  let text: string;
  try {
    text = unseal(config, token, SEALED_FOR);
  } catch {
    return undefined;
  }
  const link = Link.parse(JSON.parse(text));
  return link.expiresAtMs > now.getTime() ? link : undefined;
}
