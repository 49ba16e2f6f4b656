import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Config } from '../../kernel/config.ts';
import { deriveKey } from '../../kernel/keys.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;
const PURPOSE = 'delivery payload';

type Secret = Pick<Config, 'JWT_SECRET_KEY'>;

export type SealedPayload = { readonly sealed: string };

/**
 * Encrypts what a mail needs (AES-256-GCM, a key of its own derived from the server's secret), bound to its
 * delivery: whoever reads the ledger, or moves a payload to another row, learns no code.
 */
export function sealPayload(config: Secret, deliveryId: string, payload: unknown): SealedPayload {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', deriveKey(config, PURPOSE), iv).setAAD(
    Buffer.from(deliveryId),
  );
  const body = Buffer.concat([cipher.update(JSON.stringify(payload), 'utf8'), cipher.final()]);
  return { sealed: Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url') };
}

export function openPayload(config: Secret, deliveryId: string, payload: SealedPayload): unknown {
  const bytes = Buffer.from(payload.sealed, 'base64url');
  const iv = bytes.subarray(0, IV_BYTES);
  const tag = bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', deriveKey(config, PURPOSE), iv, {
    authTagLength: TAG_BYTES,
  })
    .setAAD(Buffer.from(deliveryId))
    .setAuthTag(tag);
  const body = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
  return JSON.parse(body.toString('utf8'));
}

export function isSealed(payload: unknown): payload is SealedPayload {
  return typeof (payload as { sealed?: unknown } | null)?.sealed === 'string';
}
