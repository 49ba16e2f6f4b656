import { z } from 'zod';
import { declareFault } from '../../kernel/fault.contract.ts';
import { declareProblem } from '../../kernel/field-problem.contract.ts';
import { inOneLine } from '../../kernel/text.contract.ts';
import { Deliver } from '../sessions/sessions.contract.ts';
import { Ticket } from '../sign-in-tickets/sign-in-tickets.contract.ts';

const NOT_BASE64URL = declareProblem('not-base64url', 'Give base64url without padding.');

/** Bytes as WebAuthn's JSON writes them. */
const base64url = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[\w-]+$/, NOT_BASE64URL.text);

/** At most 1,023 bytes, says WebAuthn. */
const CredentialId = base64url(1_364);

export const PasskeyName = z
  .string()
  .trim()
  .min(1, 'Give a name.')
  .max(80, 'A name has at most 80 characters.')
  .regex(...inOneLine);

export const Passkey = z
  .object({
    id: z.uuid(),
    name: z.string().describe('At first where it is kept, such as `iCloud Keychain`, as far as it tells.'),
    credentialId: z.string().describe('As the browser knows it, base64url.'),
    isBackupEligible: z
      .boolean()
      .describe('Whether it may be synchronised to other devices. Never changes for a passkey.'),
    isBackedUp: z.boolean().describe('Whether it was, when it was last used.'),
    transports: z.array(z.string()).describe('How the browser reaches it: `internal`, `hybrid`, `usb`, …'),
    createdAt: z.date(),
    lastUsedAt: z.date().nullable(),
  })
  .meta({ id: 'Passkey', description: 'A passkey of the account that is signed in.' });
export type Passkey = z.infer<typeof Passkey>;

export const PasskeyList = z
  .object({
    items: z.array(Passkey),
    rpId: z.string().describe('The domain that the passkeys belong to.'),
    userHandle: z.string().describe('By which authenticators know the account, base64url.'),
  })
  .meta({ id: 'PasskeyList' });
export type PasskeyList = z.infer<typeof PasskeyList>;

export const PasskeyDescriptor = z
  .object({ type: z.literal('public-key'), id: z.string(), transports: z.array(z.string()) })
  .meta({ id: 'PasskeyDescriptor', description: 'Names one passkey to the browser.' });
export type PasskeyDescriptor = z.infer<typeof PasskeyDescriptor>;

const PasskeyUser = z
  .object({ id: z.string(), name: z.string(), displayName: z.string() })
  .meta({ id: 'PasskeyUser', description: 'Whose passkey it will be, as authenticators show it.' });

const PasskeyAuthenticatorSelection = z
  .object({
    residentKey: z.literal('required'),
    requireResidentKey: z.literal(true),
    userVerification: z.literal('required'),
  })
  .meta({ id: 'PasskeyAuthenticatorSelection' });

export const PasskeyCreationOptions = z
  .object({
    rp: z.object({ id: z.string(), name: z.string() }),
    user: PasskeyUser,
    challenge: z.string(),
    pubKeyCredParams: z.array(z.object({ type: z.literal('public-key'), alg: z.int() })),
    timeout: z.int().describe('Milliseconds.'),
    excludeCredentials: z.array(PasskeyDescriptor),
    authenticatorSelection: PasskeyAuthenticatorSelection,
    attestation: z.literal('none'),
  })
  .meta({
    id: 'PasskeyCreationOptions',
    description:
      'For `navigator.credentials.create()`: WebAuthn’s PublicKeyCredentialCreationOptionsJSON, whose bytes are base64url.',
  });
export type PasskeyCreationOptions = z.infer<typeof PasskeyCreationOptions>;

export const PasskeyRequestOptions = z
  .object({
    rpId: z.string(),
    challenge: z.string(),
    timeout: z.int().describe('Milliseconds.'),
    allowCredentials: z.array(PasskeyDescriptor).describe('Empty: whichever passkey the person picks.'),
    userVerification: z.literal('required'),
  })
  .meta({
    id: 'PasskeyRequestOptions',
    description:
      'For `navigator.credentials.get()`: WebAuthn’s PublicKeyCredentialRequestOptionsJSON, whose bytes are base64url.',
  });
export type PasskeyRequestOptions = z.infer<typeof PasskeyRequestOptions>;

const ceremonyId = z.uuid().describe('Names this attempt; hand it back together with the response.');

export const PasskeyRegistrationStarted = z
  .object({ ceremonyId, options: PasskeyCreationOptions })
  .meta({ id: 'PasskeyRegistrationStarted', description: 'May be answered once, within five minutes.' });
export type PasskeyRegistrationStarted = z.infer<typeof PasskeyRegistrationStarted>;

export const PasskeyCeremonyStarted = z
  .object({ ceremonyId, options: PasskeyRequestOptions })
  .meta({ id: 'PasskeyCeremonyStarted', description: 'May be answered once, within five minutes.' });
export type PasskeyCeremonyStarted = z.infer<typeof PasskeyCeremonyStarted>;

const PasskeyAttestationResponse = z
  .object({
    clientDataJSON: base64url(8_000),
    attestationObject: base64url(40_000),
    transports: z
      .array(z.string().regex(/^[a-z-]{1,32}$/))
      .max(10)
      .optional(),
  })
  .meta({ id: 'PasskeyAttestationResponse' });

export const PasskeyAttestation = z
  .object({
    id: CredentialId,
    rawId: CredentialId,
    type: z.literal('public-key'),
    response: PasskeyAttestationResponse,
  })
  .meta({
    id: 'PasskeyAttestation',
    description: 'What the browser made: WebAuthn’s RegistrationResponseJSON.',
  });
export type PasskeyAttestation = z.infer<typeof PasskeyAttestation>;

const PasskeyAssertionResponse = z
  .object({
    clientDataJSON: base64url(8_000),
    authenticatorData: base64url(8_000),
    signature: base64url(8_000),
    userHandle: base64url(100).nullish(),
  })
  .meta({ id: 'PasskeyAssertionResponse' });

export const PasskeyAssertion = z
  .object({
    id: CredentialId,
    rawId: CredentialId,
    type: z.literal('public-key'),
    response: PasskeyAssertionResponse,
  })
  .meta({
    id: 'PasskeyAssertion',
    description: 'What the browser signed: WebAuthn’s AuthenticationResponseJSON.',
  });
export type PasskeyAssertion = z.infer<typeof PasskeyAssertion>;

export const RegisterPasskeyInput = z
  .object({
    ceremonyId,
    response: PasskeyAttestation,
    name: PasskeyName.optional().describe('Left out: where the passkey is kept, as far as it tells.'),
  })
  .meta({ id: 'RegisterPasskeyInput' });
export type RegisterPasskeyInput = z.infer<typeof RegisterPasskeyInput>;

export const RenamePasskeyInput = z
  .object({ passkeyId: z.uuid(), name: PasskeyName })
  .meta({ id: 'RenamePasskeyInput' });
export type RenamePasskeyInput = z.infer<typeof RenamePasskeyInput>;

export const RemovePasskeyInput = z.object({ passkeyId: z.uuid() }).meta({ id: 'RemovePasskeyInput' });
export type RemovePasskeyInput = z.infer<typeof RemovePasskeyInput>;

export const StartPasskeySecondFactorInput = z
  .object({ ticket: Ticket })
  .meta({ id: 'StartPasskeySecondFactorInput' });
export type StartPasskeySecondFactorInput = z.infer<typeof StartPasskeySecondFactorInput>;

/** What a passkey has signed, to sign in with. */
export const SignInWithPasskeyInput = z
  .object({ ceremonyId, response: PasskeyAssertion, deliver: Deliver })
  .meta({ id: 'SignInWithPasskeyInput' });
export type SignInWithPasskeyInput = z.infer<typeof SignInWithPasskeyInput>;

export const RedeemPasskeySecondFactorInput = z
  .object({ ticket: Ticket, ceremonyId, response: PasskeyAssertion, deliver: Deliver })
  .meta({ id: 'RedeemPasskeySecondFactorInput' });
export type RedeemPasskeySecondFactorInput = z.infer<typeof RedeemPasskeySecondFactorInput>;

export const ShowPasskeyForRecoveryInput = z
  .object({ ticket: Ticket, ceremonyId, response: PasskeyAssertion })
  .meta({ id: 'ShowPasskeyForRecoveryInput' });
export type ShowPasskeyForRecoveryInput = z.infer<typeof ShowPasskeyForRecoveryInput>;

export const CEREMONY_OVER = declareFault(
  'CEREMONY_OVER',
  'BAD_REQUEST',
  'This attempt is over: it took longer than five minutes, or has been used. Begin again.',
);
export const PASSKEY_REFUSED = declareFault(
  'PASSKEY_REFUSED',
  'BAD_REQUEST',
  'This passkey was not accepted. Try again, or use another way.',
);
export const PASSKEY_UNKNOWN = declareFault(
  'PASSKEY_UNKNOWN',
  'BAD_REQUEST',
  'Nobody has this passkey here; it may have been removed. Use another way.',
);
export const PASSKEY_NOT_FOUND = declareFault('PASSKEY_NOT_FOUND', 'NOT_FOUND', 'You have no such passkey.');
export const PASSKEY_LIMIT = declareFault(
  'PASSKEY_LIMIT',
  'CONFLICT',
  'An account has at most 20 passkeys. Remove one first.',
);
export const PASSKEY_NEEDED = declareFault(
  'PASSKEY_NEEDED',
  'CONFLICT',
  'This passkey is needed for the second factor of this account. Add another one, or turn that factor off. Beside a mailed code, one counts after a day.',
);
export const PASSKEY_NOT_OFFERED = declareFault(
  'PASSKEY_NOT_OFFERED',
  'BAD_REQUEST',
  'A passkey is not among what can be shown here.',
);
