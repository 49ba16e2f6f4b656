import {
  type VerifiedAuthenticationResponse,
  type VerifiedRegistrationResponse,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { decodeAttestationObject, decodeClientDataJSON, isoCBOR } from '@simplewebauthn/server/helpers';
import type { Config } from '../../kernel/config.ts';
import type { PasskeyAssertion, PasskeyAttestation } from './passkeys.contract.ts';
import { originsOf, rpIdOf } from './relying-party.ts';

/** What we offer at registration, and take: ES256, EdDSA, RS256. */
export const ALGORITHMS = [-7, -8, -257];

type Made = NonNullable<VerifiedRegistrationResponse['registrationInfo']>;
type Shown = VerifiedAuthenticationResponse['authenticationInfo'];

/** What an authenticator has made for this challenge, or undefined where anything about it is not as it must be. */
export async function checkAttestation(
  config: Config,
  { response, challenge }: { response: PasskeyAttestation; challenge: string },
): Promise<Made | undefined> {
  return orUndefined(async () => {
    if (isEmbedded(response.response.clientDataJSON)) return undefined;
    const { registrationInfo } = await verifyRegistrationResponse({
      response: {
        ...response,
        response: {
          ...response.response,
          attestationObject: withoutStatement(response.response.attestationObject),
        },
        clientExtensionResults: {},
      },
      expectedChallenge: challenge,
      expectedOrigin: originsOf(config),
      expectedRPID: rpIdOf(config),
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    });
    return registrationInfo?.credential.id === response.id ? registrationInfo : undefined;
  });
}

/** What a passkey has signed for this challenge, or undefined where anything about it is not as it must be. */
export async function checkAssertion(
  config: Config,
  given: {
    response: PasskeyAssertion;
    challenge: string;
    credential: { credentialId: string; publicKey: string };
  },
): Promise<Shown | undefined> {
  const { response, challenge, credential } = given;
  return orUndefined(async () => {
    if (isEmbedded(response.response.clientDataJSON)) return undefined;
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        ...response,
        response: { ...response.response, userHandle: response.response.userHandle ?? undefined },
        clientExtensionResults: {},
      },
      expectedChallenge: challenge,
      expectedOrigin: originsOf(config),
      expectedRPID: rpIdOf(config),
      requireUserVerification: true,
      credential: {
        id: credential.credentialId,
        publicKey: new Uint8Array(Buffer.from(credential.publicKey, 'base64url')),
        // The library looks at the counter before the signature. It is ours to compare afterwards, when it is
        // known that the passkey itself has counted, because what we then find goes into the audit trail.
        counter: 0,
      },
    });
    return verified ? authenticationInfo : undefined;
  });
}

/** Pages of others may not ask for our passkeys in a frame (WebAuthn § 13.4.9); the library checks it half. */
function isEmbedded(clientDataJSON: string): boolean {
  const { crossOrigin, topOrigin } = decodeClientDataJSON(clientDataJSON);
  return (crossOrigin !== undefined && crossOrigin !== false) || topOrigin !== undefined;
}

/**
 * We ask for no attestation, and read none: its certificates name addresses that the library would fetch, so that
 * a stranger could have us call wherever they like.
 */
function withoutStatement(attestationObject: string): string {
  const bytes = new Uint8Array(Buffer.from(attestationObject, 'base64url'));
  const authData = decodeAttestationObject(bytes).get('authData');
  const bare = new Map<string, string | Uint8Array | Map<string, string>>([
    ['fmt', 'none'],
    ['attStmt', new Map<string, string>()],
    ['authData', authData],
  ]);
  return Buffer.from(isoCBOR.encode(bare)).toString('base64url');
}

/** The library throws for everything that is wrong in a response, and in no other case: it only computes. */
async function orUndefined<Result>(check: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await check();
  } catch {
    return undefined;
  }
}
