import { createHmac, createSecretKey, hkdfSync, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { Config } from './config.ts';

/** The secret that makes, and those before it, which are still believed until they are taken out. */
export type Secrets = Pick<Config, 'JWT_SECRET_KEY'> & Partial<Pick<Config, 'JWT_PREVIOUS_SECRET_KEYS'>>;

const derived = new Map<string, Map<string, Buffer>>();

/** A key for one purpose, derived from the current secret by HKDF-SHA-256 (RFC 5869). */
export function deriveKey(config: Secrets, purpose: string): Buffer {
  return keyFrom(config.JWT_SECRET_KEY, purpose);
}

/** The same of every secret that is believed, the current one first. */
export function deriveKeys(config: Secrets, purpose: string): Buffer[] {
  return secretsOf(config).map((secret) => keyFrom(secret, purpose));
}

function secretsOf(config: Secrets): string[] {
  return [...new Set([config.JWT_SECRET_KEY, ...(config.JWT_PREVIOUS_SECRET_KEYS ?? [])])];
}

function keyFrom(secret: string, purpose: string): Buffer {
  const keys = derived.get(secret) ?? new Map<string, Buffer>();
  derived.set(secret, keys);
  const known = keys.get(purpose);
  if (known) return known;
  const key = Buffer.from(hkdfSync('sha256', secret, 'foyer', purpose, 32));
  keys.set(purpose, key);
  return key;
}

const hashKeys = new WeakMap<Buffer, KeyObject>();

/** A keyed hash: without the server's secret a stolen table says nothing about what was hashed. */
export function keyedHash(config: Secrets, purpose: string, text: string): string {
  return hashBy(deriveKey(config, purpose), text);
}

/** What the hash may be in a table that older secrets have written to as well; the current one first. */
export function keyedHashes(config: Secrets, purpose: string, text: string): string[] {
  return deriveKeys(config, purpose).map((key) => hashBy(key, text));
}

/** Whether it is the hash of this text, or its beginning of that length, by any secret that is believed. */
export function isKeyedHash(
  config: Secrets,
  given: string,
  { purpose, text, length = 64 }: { purpose: string; text: string; length?: number },
): boolean {
  // Compared as bytes: as many characters outside of ASCII would be more bytes than a hash has.
  const bytes = Buffer.from(given);
  const isOneOf = keyedHashes(config, purpose, text).map((hash) => {
    const expected = Buffer.from(hash.slice(0, length));
    return bytes.length === expected.length && timingSafeEqual(bytes, expected);
  });
  return isOneOf.includes(true);
}

function hashBy(key: Buffer, text: string): string {
  // Given as bytes, a key is imported anew for each hash, which costs seven times the hash.
  const imported = hashKeys.get(key) ?? createSecretKey(key);
  hashKeys.set(key, imported);
  return createHmac('sha256', imported).update(text).digest('hex');
}
