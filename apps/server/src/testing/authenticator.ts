import {
  constants,
  createHash,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign as signBytes,
} from 'node:crypto';
import type {
  PasskeyAssertion,
  PasskeyAttestation,
  PasskeyCreationOptions,
  PasskeyRequestOptions,
} from '../identity/passkeys/passkeys.contract.ts';
import { type Cbor, encodeCbor } from './encode-cbor.ts';

type Algorithm = 'ES256' | 'EdDSA' | 'RS256';

/** What a ceremony may do otherwise than an honest browser and authenticator would. */
export type Deviation = {
  origin?: string;
  rpId?: string;
  challenge?: string;
  type?: string;
  /** Further fields of the client data, such as `crossOrigin`. */
  clientData?: Record<string, unknown>;
  isVerified?: boolean;
  isPresent?: boolean;
  isBackupEligible?: boolean;
  isBackedUp?: boolean;
  counter?: number;
  credentialId?: Buffer;
  userHandle?: string | null;
  statement?: { fmt: string; attStmt: Cbor };
};

export type TestPasskey = ReturnType<typeof createAuthenticator>;

type Jwk = { x?: string; y?: string; n?: string; e?: string };

const ES256_MAP = (jwk: Jwk): Cbor =>
  new Map<number, Cbor>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, bytesOf(jwk.x)],
    [-3, bytesOf(jwk.y)],
  ]);
const EDDSA_MAP = (jwk: Jwk): Cbor =>
  new Map<number, Cbor>([
    [1, 1],
    [3, -8],
    [-1, 6],
    [-2, bytesOf(jwk.x)],
  ]);
const RS256_MAP = (jwk: Jwk): Cbor =>
  new Map<number, Cbor>([
    [1, 3],
    [3, -257],
    [-1, bytesOf(jwk.n)],
    [-2, bytesOf(jwk.e)],
  ]);

/** One passkey and its keeper, made by hand: it signs whatever it is told to. */
export function createAuthenticator(given: {
  origin: string;
  algorithm?: Algorithm;
  aaguid?: string;
  transports?: string[];
  /** Begins here and is raised with every use; left out, the passkey does not count, as synchronised ones do not. */
  counter?: number;
}) {
  const { origin, algorithm = 'ES256', aaguid = '00000000-0000-0000-0000-000000000000' } = given;
  const { privateKey, coseKey } = makeKey(algorithm);
  const credentialId = randomBytes(32);
  let counter = given.counter ?? 0;
  let userHandle: string | undefined;

  function count(): number {
    if (given.counter !== undefined) counter += 1;
    return counter;
  }

  function authenticatorData(rpId: string, deviation: Deviation, attested?: Buffer): Buffer {
    const flags =
      (deviation.isPresent === false ? 0 : 0x01) |
      (deviation.isVerified === false ? 0 : 0x04) |
      (deviation.isBackupEligible === false ? 0 : 0x08) |
      (deviation.isBackedUp ? 0x10 : 0) |
      (attested ? 0x40 : 0);
    const counted = Buffer.alloc(4);
    counted.writeUInt32BE(deviation.counter ?? count());
    return Buffer.concat([
      sha256(deviation.rpId ?? rpId),
      Buffer.of(flags),
      counted,
      attested ?? Buffer.of(),
    ]);
  }

  function clientData(type: string, challenge: string, deviation: Deviation): Buffer {
    return Buffer.from(
      JSON.stringify({
        type: deviation.type ?? type,
        challenge: deviation.challenge ?? challenge,
        origin: deviation.origin ?? origin,
        crossOrigin: false,
        ...deviation.clientData,
      }),
    );
  }

  return {
    credentialId: credentialId.toString('base64url'),

    create(options: PasskeyCreationOptions, deviation: Deviation = {}): PasskeyAttestation {
      userHandle = options.user.id;
      const id = deviation.credentialId ?? credentialId;
      const length = Buffer.alloc(2);
      length.writeUInt16BE(id.length);
      const attested = Buffer.concat([
        Buffer.from(aaguid.replaceAll('-', ''), 'hex'),
        length,
        id,
        encodeCbor(coseKey),
      ]);
      const { fmt, attStmt } = deviation.statement ?? { fmt: 'none', attStmt: new Map() };
      const authData = authenticatorData(options.rp.id, deviation, attested);
      const object = new Map<string, Cbor>([
        ['fmt', fmt],
        ['attStmt', attStmt],
        ['authData', authData],
      ]);
      return {
        ...named(id),
        response: {
          clientDataJSON: clientData('webauthn.create', options.challenge, deviation).toString('base64url'),
          attestationObject: encodeCbor(object).toString('base64url'),
          transports: given.transports ?? ['internal', 'hybrid'],
        },
      };
    },

    get(options: PasskeyRequestOptions, deviation: Deviation = {}): PasskeyAssertion {
      const authData = authenticatorData(options.rpId, deviation);
      const data = clientData('webauthn.get', options.challenge, deviation);
      return {
        ...named(deviation.credentialId ?? credentialId),
        response: {
          clientDataJSON: data.toString('base64url'),
          authenticatorData: authData.toString('base64url'),
          signature: sign(algorithm, privateKey, Buffer.concat([authData, sha256(data)])).toString(
            'base64url',
          ),
          userHandle: deviation.userHandle === undefined ? userHandle : deviation.userHandle,
        },
      };
    },
  };
}

function named(id: Buffer) {
  const text = id.toString('base64url');
  return { id: text, rawId: text, type: 'public-key' as const };
}

function makeKey(algorithm: Algorithm): { privateKey: KeyObject; coseKey: Cbor } {
  if (algorithm === 'ES256') {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    return { privateKey, coseKey: ES256_MAP(publicKey.export({ format: 'jwk' })) };
  }
  if (algorithm === 'EdDSA') {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    return { privateKey, coseKey: EDDSA_MAP(publicKey.export({ format: 'jwk' })) };
  }
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { privateKey, coseKey: RS256_MAP(publicKey.export({ format: 'jwk' })) };
}

function sign(algorithm: Algorithm, key: KeyObject, bytes: Buffer): Buffer {
  if (algorithm === 'EdDSA') return signBytes(null, bytes, key);
  return signBytes(
    'sha256',
    bytes,
    algorithm === 'RS256' ? { key, padding: constants.RSA_PKCS1_PADDING } : key,
  );
}

function bytesOf(part: string | undefined): Buffer {
  return Buffer.from(part ?? '', 'base64url');
}

function sha256(data: string | Buffer): Buffer {
  return createHash('sha256').update(data).digest();
}
