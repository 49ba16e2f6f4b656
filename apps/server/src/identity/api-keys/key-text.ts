import { crc32 } from 'node:zlib';
import { randomToken } from '../../kernel/secrets.ts';

const PREFIX = 'foyer_';
const KEY = /^foyer_([\w-]{43})([0-9a-f]{8})$/;

/** `foyer_`, 256 random bits as base64url, and their CRC-32: what scanners for leaked secrets can tell for sure. */
export function newKeyText(): string {
  const secret = randomToken();
  return `${PREFIX}${secret}${checksum(secret)}`;
}

/** Whether a bearer token means to be an API key. An access token begins otherwise. */
export function isKeyText(token: string): boolean {
  return token.startsWith(PREFIX);
}

/** Whether it can have been given out at all: a typo or a cut one is told apart without asking the database. */
export function isKeyWhole(token: string): boolean {
  const [, secret, sum] = KEY.exec(token) ?? [];
  return secret !== undefined && checksum(secret) === sum;
}

function checksum(secret: string): string {
  return crc32(secret).toString(16).padStart(8, '0');
}
