import { WebAuthnError } from '@simplewebauthn/browser';
import { FoyerError } from '../foyer-error.ts';

/** What a ceremony in the browser can end with, beside what the server refuses with. */
export type PasskeyFaultCode =
  | 'ABORTED'
  | 'PASSKEY_CANCELLED'
  | 'PASSKEY_EXISTS'
  | 'PASSKEY_FAILED'
  | 'PASSKEY_UNSUPPORTED';

const MESSAGES: Record<PasskeyFaultCode, string> = {
  ABORTED: 'The call was given up.',
  PASSKEY_CANCELLED: 'No passkey was shown: the dialog was closed, or it took too long.',
  PASSKEY_EXISTS: 'There is a passkey of this account here already.',
  PASSKEY_FAILED: 'The browser could not use a passkey here.',
  PASSKEY_UNSUPPORTED: 'This browser knows no passkeys, or not on this page.',
};

/**
 * Whether something caught is how a ceremony in the browser ended, with one of these codes when any are given.
 *
 * @example
 * ```ts
 * try {
 *   await signInWithPasskey(client);
 * } catch (error) {
 *   if (!isPasskeyFault(error, 'PASSKEY_CANCELLED')) throw error;
 * }
 * ```
 */
export function isPasskeyFault<Code extends PasskeyFaultCode = PasskeyFaultCode>(
  error: unknown,
  ...codes: Code[]
): error is FoyerError & { readonly code: Code } {
  if (!(error instanceof FoyerError) || !(error.code in MESSAGES)) return false;
  return codes.length === 0 || (codes as string[]).includes(error.code);
}

export function passkeyFault(code: PasskeyFaultCode, cause?: unknown): FoyerError {
  return new FoyerError(code, MESSAGES[code], { cause });
}

/** Browsers do not say why nobody showed a passkey, so that pages cannot find out who has one. */
export function faultOf(error: unknown): FoyerError {
  if (!(error instanceof WebAuthnError)) {
    const { name } = error as Error;
    return passkeyFault(name === 'NotAllowedError' ? 'PASSKEY_CANCELLED' : 'PASSKEY_FAILED', error);
  }
  switch (error.code) {
    case 'ERROR_CEREMONY_ABORTED':
      return passkeyFault('ABORTED', error);
    case 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED':
      return passkeyFault('PASSKEY_EXISTS', error);
    default:
      return passkeyFault(error.name === 'NotAllowedError' ? 'PASSKEY_CANCELLED' : 'PASSKEY_FAILED', error);
  }
}
