import { isKeyedHash, keyedHash, type Secrets } from '../../kernel/keys.ts';
import type { PasskeyDescriptor } from './passkeys.contract.ts';

const TAG_BYTES = 8;

/** What the passkeys of well-known makers look like, about as often as they are met. */
const SHAPES = [
  { bytes: 20, transports: ['hybrid', 'internal'] },
  { bytes: 20, transports: ['hybrid', 'internal'] },
  { bytes: 20, transports: ['hybrid', 'internal'] },
  { bytes: 16, transports: ['hybrid', 'internal'] },
  { bytes: 32, transports: ['hybrid', 'internal'] },
  { bytes: 32, transports: ['hybrid', 'internal'] },
  { bytes: 32, transports: ['internal'] },
  { bytes: 48, transports: ['nfc', 'usb'] },
] as const;

/** A point of P-256 as a COSE key, whose private half nobody has: G, the generator. */
export const DECOY_PUBLIC_KEY = Buffer.from(
  'a5010203262001' +
    '2158206b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296' +
    '2258204fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5',
  'hex',
).toString('base64url');

/**
 * Passkeys that nobody has, for an address that has none: the same at every call, so that neither one answer nor a
 * second tells whether the address is known.
 */
export function decoysFor(config: Secrets, addressKey: string): PasskeyDescriptor[] {
  const count = bytesOf(config, 'count', addressKey).readUInt8() % 4 === 0 ? 2 : 1;
  return Array.from({ length: count }, (_, index) => decoy(config, `${addressKey} ${index}`));
}

function decoy(config: Secrets, seed: string): PasskeyDescriptor {
  const shape = SHAPES[bytesOf(config, 'shape', seed).readUInt8() % SHAPES.length] ?? SHAPES[0];
  const bytes = Buffer.concat([bytesOf(config, 'id', seed), bytesOf(config, 'more of the id', seed)]);
  const body = bytes.subarray(0, shape.bytes - TAG_BYTES);
  const id = Buffer.concat([body, tagOf(config, body)]).toString('base64url');
  return { type: 'public-key', id, transports: [...shape.transports] };
}

/**
 * Known again, a decoy can be refused as a real passkey is, although no row tells of it. One that was shown under a
 * previous secret is still one.
 */
export function isDecoy(config: Secrets, credentialId: string): boolean {
  const bytes = Buffer.from(credentialId, 'base64url');
  if (!SHAPES.some((shape) => shape.bytes === bytes.length)) return false;
  return isKeyedHash(config, bytes.subarray(-TAG_BYTES).toString('hex'), {
    purpose: purposeOf('tag'),
    text: bytes.subarray(0, -TAG_BYTES).toString('hex'),
    length: 2 * TAG_BYTES,
  });
}

function tagOf(config: Secrets, body: Buffer): Buffer {
  return bytesOf(config, 'tag', body.toString('hex')).subarray(0, TAG_BYTES);
}

function bytesOf(config: Secrets, part: string, text: string): Buffer {
  return Buffer.from(keyedHash(config, purposeOf(part), text), 'hex');
}

function purposeOf(part: string): string {
  return `passkey decoy ${part}`;
}
