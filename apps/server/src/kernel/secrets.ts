import { getRandomValues, hash } from 'node:crypto';
import { generateRandomString, type RandomReader } from '@oslojs/crypto/random';
import { encodeBase64urlNoPadding } from '@oslojs/encoding';

const random: RandomReader = { read: (bytes) => void getRandomValues(bytes) };

/** 256 random bits as base64url: a token that nobody guesses. */
export function randomToken(): string {
  const bytes = new Uint8Array(32);
  random.read(bytes);
  return encodeBase64urlNoPadding(bytes);
}

/** Digits for people to type, each equally likely. */
export function randomDigits(length: number): string {
  return generateRandomString(random, '0123456789', length);
}

/** SHA-256 in hexadecimal: enough to keep a token of 256 random bits. */
export function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}
