import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { Config } from './config.ts';

const derived = new WeakMap<object, Map<string, Buffer>>();

/** A key for one purpose, derived from the one secret by HKDF-SHA-256 (RFC 5869). */
export function deriveKey(config: Pick<Config, 'JWT_SECRET_KEY'>, purpose: string): Buffer {
  const keys = derived.get(config) ?? new Map<string, Buffer>();
  derived.set(config, keys);
  const known = keys.get(purpose);
  if (known) return known;
  const key = Buffer.from(hkdfSync('sha256', config.JWT_SECRET_KEY, 'foyer', purpose, 32));
  keys.set(purpose, key);
  return key;
}

const hashKeys = new WeakMap<Buffer, KeyObject>();

/** A keyed hash: without the server's secret a stolen table says nothing about what was hashed. */
export function keyedHash(config: Pick<Config, 'JWT_SECRET_KEY'>, purpose: string, text: string): string {
  const key = deriveKey(config, purpose);
  // Given as bytes, a key is imported anew for each hash, which costs seven times the hash.
  const imported = hashKeys.get(key) ?? createSecretKey(key);
  hashKeys.set(key, imported);
  return createHmac('sha256', imported).update(text).digest('hex');
}
