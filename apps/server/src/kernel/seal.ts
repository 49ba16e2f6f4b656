import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Config } from './config.ts';
import { deriveKey } from './keys.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;

type Secret = Pick<Config, 'JWT_SECRET_KEY'>;

/** What a seal is for, and the one row or thing that it belongs to. */
export type SealedFor = { purpose: string; belongsTo: string };

/**
 * Encrypts a text (AES-256-GCM, a key for each purpose derived from the server's secret), bound to what it belongs
 * to: whoever reads the table, or moves it to another row, learns nothing. Base64url.
 */
export function seal(config: Secret, text: string, { purpose, belongsTo }: SealedFor): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', deriveKey(config, purpose), iv).setAAD(Buffer.from(belongsTo));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
}

/** Throws for what was sealed for something else, by another key, or changed since. */
export function unseal(config: Secret, sealed: string, { purpose, belongsTo }: SealedFor): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const iv = bytes.subarray(0, IV_BYTES);
  const tag = bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', deriveKey(config, purpose), iv, {
    authTagLength: TAG_BYTES,
  })
    .setAAD(Buffer.from(belongsTo))
    .setAuthTag(tag);
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString(
    'utf8',
  );
}
