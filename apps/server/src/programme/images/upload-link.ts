import { z } from 'zod';
import { after, HOUR_MS, MINUTE_MS } from '../../kernel/clock.ts';
import type { Secrets } from '../../kernel/keys.ts';
import { seal, unseal } from '../../kernel/seal.ts';

const UPLOAD_MS = 10 * MINUTE_MS;
/** Well before what nobody has taken is cleaned away. */
const TAKE_MS = HOUR_MS;

const Link = z.object({ eventId: z.uuid(), accountId: z.uuid(), expiresAtMs: z.number() });
export type UploadLink = z.infer<typeof Link>;

const Upload = z.object({
  eventId: z.uuid(),
  id: z.uuid(),
  width: z.int(),
  height: z.int(),
  placeholder: z.string(),
  expiresAtMs: z.number(),
});
export type Upload = z.infer<typeof Upload>;

/** Where one event's picture may be sent to, and by whom it was asked for; nothing of it is kept. */
export function sealLink(config: Secrets, link: Omit<UploadLink, 'expiresAtMs'>, now: Date) {
  const expiresAt = after(now, UPLOAD_MS);
  return { token: sealed(config, 'link', { ...link, expiresAtMs: expiresAt.getTime() }), expiresAt };
}

export function openLink(config: Secrets, token: string, now: Date): UploadLink | undefined {
  return opened(config, 'link', { token, schema: Link, now });
}

/** A picture that has been read and kept, to be set for the event that it was sent for. */
export function sealUpload(config: Secrets, upload: Omit<Upload, 'expiresAtMs'>, now: Date): string {
  return sealed(config, 'upload', { ...upload, expiresAtMs: after(now, TAKE_MS).getTime() });
}

export function openUpload(config: Secrets, token: string, now: Date): Upload | undefined {
  return opened(config, 'upload', { token, schema: Upload, now });
}

function sealed(config: Secrets, belongsTo: string, value: object): string {
  return seal(config, JSON.stringify(value), { purpose: 'image upload', belongsTo });
}

function opened<Value extends { expiresAtMs: number }>(
  config: Secrets,
  belongsTo: string,
  { token, schema, now }: { token: string; schema: z.ZodType<Value>; now: Date },
): Value | undefined {
  try {
    const text = unseal(config, token, { purpose: 'image upload', belongsTo });
    const value = schema.parse(JSON.parse(text));
    return value.expiresAtMs > now.getTime() ? value : undefined;
  } catch {
    return undefined;
  }
}
