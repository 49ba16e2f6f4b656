import { createECDH, createPrivateKey, createPublicKey, createSecretKey, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, type JWK } from 'jose';
import type { Config } from '../../kernel/config.ts';
import { deriveKeys } from '../../kernel/keys.ts';

export type SigningKey = {
  algorithm: Config['JWT_ALGORITHM'];
  id: string;
  sign: KeyObject;
  verify: KeyObject;
  /** What `/.well-known/jwks.json` shows; nothing when the secret itself would have to be shown. */
  publicJwk: JWK | undefined;
};

const made = new WeakMap<object, Promise<SigningKey[]>>();

/** The key that access tokens are signed by now. */
export async function signingKeyOf(config: Config): Promise<SigningKey> {
  return (await believedKeysOf(config))[0] as SigningKey;
}

/**
 * The keys of access tokens, the current one first, derived from JWT_SECRET_KEY and those before it: every process
 * has the same without sharing a file.
 */
export function believedKeysOf(config: Config): Promise<SigningKey[]> {
  const known = made.get(config) ?? makeKeys(config);
  made.set(config, known);
  return known;
}

/** Each purpose gives one key for each secret: what is at the same place belongs together. */
function makeKeys(config: Config): Promise<SigningKey[]> {
  const derive = (purpose: string) => deriveKeys(config, purpose);
  return Promise.all(
    derive('access token').map((_, place) =>
      makeKey(config.JWT_ALGORITHM, (purpose) => derive(purpose)[place] as Buffer),
    ),
  );
}

type Derive = (purpose: string) => Buffer;

async function makeKey(algorithm: Config['JWT_ALGORITHM'], derive: Derive): Promise<SigningKey> {
  if (algorithm === 'HS256') {
    const secret = createSecretKey(derive('access token HS256'));
    const id = derive('access token HS256 name').toString('hex', 0, 16);
    return { algorithm, id, sign: secret, verify: secret, publicJwk: undefined };
  }
  const sign = algorithm === 'EdDSA' ? ed25519Key(derive) : p256Key(derive);
  const verify = createPublicKey(sign);
  const jwk = await exportJWK(verify);
  const id = await calculateJwkThumbprint(jwk);
  return { algorithm, id, sign, verify, publicJwk: { ...jwk, kid: id, alg: algorithm, use: 'sig' } };
}

/** RFC 8410: the private key is the 32 bytes themselves, behind a fixed prefix. */
function ed25519Key(derive: Derive): KeyObject {
  const prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
  const der = Buffer.concat([prefix, derive('access token EdDSA')]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

/** A P-256 key is a number below the order of the curve; the rare 32 bytes above it are passed over. */
function p256Key(derive: Derive): KeyObject {
  for (let round = 0; ; round++) {
    const d = derive(`access token ES256 ${round}`);
    const curve = createECDH('prime256v1');
    try {
      curve.setPrivateKey(d);
    } catch {
      continue;
    }
    const point = curve.getPublicKey();
    const coordinate = (from: number) => point.subarray(from, from + 32).toString('base64url');
    const jwk = { kty: 'EC', crv: 'P-256', d: d.toString('base64url'), x: coordinate(1), y: coordinate(33) };
    return createPrivateKey({ key: jwk, format: 'jwk' });
  }
}
