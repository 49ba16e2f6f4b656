import { getRandomValues, hash } from 'node:crypto';
import { generateRandomString, type RandomReader } from '@oslojs/crypto/random';
import { encodeBase64urlNoPadding } from '@oslojs/encoding';

const random: RandomReader = { read: (bytes) => void getRandomValues(bytes) };

/** 256 random bits as base64url: a token that nobody guesses. */
export function randomToken(): string {
  return encodeBase64urlNoPadding(randomBytes(32));
}

/** Digits for people to type, each equally likely. */
export function randomDigits(length: number): string {
  return generateRandomString(random, '0123456789', length);
}

/** Random bytes, as keys are made of. */
export function randomBytes(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  random.read(bytes);
  return bytes;
}

/** Letters of an alphabet, each equally likely. */
export function randomLetters(alphabet: string, length: number): string {
  return generateRandomString(random, alphabet, length);
}

/** SHA-256 in hexadecimal: enough to keep a token of 256 random bits. */
export function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}
