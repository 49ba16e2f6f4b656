import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deriveKey, deriveKeys, type Secrets } from './keys.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** What a seal is for, and the one row or thing that it belongs to. */
export type SealedFor = { purpose: string; belongsTo: string };

/**
 * Encrypts a text (AES-256-GCM, a key for each purpose derived from the server's secret), bound to what it belongs
 * to: whoever reads the table, or moves it to another row, learns nothing. Base64url.
 */
export function seal(config: Secrets, text: string, { purpose, belongsTo }: SealedFor): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', deriveKey(config, purpose), iv).setAAD(Buffer.from(belongsTo));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
}

/** Throws for what was sealed for something else, by a key that is not believed, or changed since. */
export function unseal(config: Secrets, sealed: string, { purpose, belongsTo }: SealedFor): string {
  let refusal: unknown;
  for (const key of deriveKeys(config, purpose)) {
    try {
      return openBy(key, Buffer.from(sealed, 'base64url'), belongsTo);
    } catch (error) {
      refusal ??= error;
    }
  }
  throw refusal;
}

function openBy(key: Buffer, bytes: Buffer, belongsTo: string): string {
  const iv = bytes.subarray(0, IV_BYTES);
  const tag = bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(belongsTo))
    .setAuthTag(tag);
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString(
    'utf8',
  );
}
