// Passkeys in a page: the ceremonies of WebAuthn between the browser and Foyer, begun and finished.
import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';
import type {
  Passkey,
  PasskeyAssertion,
  PasskeyCeremonyStarted,
  PasskeyRequestOptions,
  ReauthenticationOutcome,
  RecoveryAllowed,
  SignInOutcome,
} from './api.generated.ts';
import type { Client } from './create-client.ts';
import { isFault } from './foyer-error.ts';
import { inCeremony } from './passkeys/in-ceremony.ts';
import { canSignal, forgetPasskey, signalPasskeys } from './passkeys/signals.ts';
import type { Signal } from './platform.ts';

export { isPasskeyFault, type PasskeyFaultCode } from './passkeys/passkey-fault.ts';

/** So long before its challenge ends, a page that waits for a pick asks for the next one. */
const MARGIN_MS = 30_000;

export interface SignInWithPasskeyOptions {
  /** Takes a passkey of this address alone. The browser offers all that it has for the site either way. */
  address?: string | undefined;
  /**
   * Offers passkeys where the address is typed, in an `<input autocomplete="username webauthn">`, and waits until one
   * is picked. Call it when the page opens, and give `signal` to end the waiting. An `address` is not looked at.
   */
  autofill?: boolean | undefined;
  signal?: Signal | undefined;
}

export interface AddPasskeyOptions {
  /** Left out: where the passkey is kept, such as `iCloud Keychain`, as far as it tells. */
  name?: string | undefined;
  signal?: Signal | undefined;
}

export interface CompleteSignInOptions {
  /** Of `secondFactor`, as the first factor was answered. */
  ticket: string;
  signal?: Signal | undefined;
}

/** Whether this browser knows passkeys. On pages without TLS none does, but for `localhost`. */
export function isPasskeySupported(): boolean {
  return browserSupportsWebAuthn();
}

/** Whether this browser can offer passkeys where an address is typed. */
export function isAutofillSupported(): Promise<boolean> {
  return browserSupportsWebAuthnAutofill();
}

/**
 * Signs in with a passkey. The client keeps the session, as with any other way in.
 *
 * Throws `PASSKEY_CANCELLED` when the person closes the dialog, is not verified or takes too long,
 * `PASSKEY_UNSUPPORTED`, `PASSKEY_FAILED`, `ABORTED`, and what `signIns.startPasskey` and `signIns.withPasskey`
 * refuse with.
 *
 * @example
 * ```ts
 * const { session } = await signInWithPasskey(client);
 * ```
 */
export async function signInWithPasskey(
  client: Client,
  options: SignInWithPasskeyOptions = {},
): Promise<SignInOutcome> {
  const { address, autofill = false, signal } = options;
  for (;;) {
    const begun = await client.signIns.startPasskey(autofill ? {} : { address }, { signal });
    const lifetimeMs = autofill ? begun.options.timeout - MARGIN_MS : undefined;
    const response = await inCeremony({ signal, lifetimeMs }, () => show(begun.options, autofill));
    if (response === undefined) continue;
    const { ceremonyId } = begun;
    return finish(begun, response, () => client.signIns.withPasskey({ ceremonyId, response }, { signal }));
  }
}

/**
 * Shows a passkey as the second factor that a sign-in owes, when `secondFactor.factors` has `passkey` in it.
 *
 * @example
 * ```ts
 * const { secondFactor } = await client.signIns.redeemCode({ ticket, code });
 * if (secondFactor?.factors.includes('passkey')) await completeSignInWithPasskey(client, secondFactor);
 * ```
 */
export async function completeSignInWithPasskey(
  client: Client,
  options: CompleteSignInOptions,
): Promise<SignInOutcome> {
  const { ticket, signal } = options;
  const begun = await client.passkeys.startSecondFactor({ ticket }, { signal });
  const response = await inCeremony({ signal }, () => show(begun.options, false));
  const { ceremonyId } = begun;
  return finish(begun, response, () =>
    client.passkeys.redeemSecondFactor({ ticket, ceremonyId, response }, { signal }),
  );
}

/**
 * Shows a passkey as the second factor that a recovery owes; `recoveries.finish` then ends it.
 *
 * @example
 * ```ts
 * const { ticket, secondFactor } = await client.recoveries.redeem({ ticket: sent.ticket, code });
 * if (secondFactor?.factors.includes('passkey')) await completeRecoveryWithPasskey(client, { ticket });
 * ```
 */
export async function completeRecoveryWithPasskey(
  client: Client,
  options: CompleteSignInOptions,
): Promise<RecoveryAllowed> {
  const { ticket, signal } = options;
  const begun = await client.passkeys.startSecondFactor({ ticket }, { signal });
  const response = await inCeremony({ signal }, () => show(begun.options, false));
  const { ceremonyId } = begun;
  return finish(begun, response, () =>
    client.passkeys.redeemForRecovery({ ticket, ceremonyId, response }, { signal }),
  );
}

/**
 * Confirms by a passkey that it is the owner who uses this session. A passkey is both factors at once: nothing is
 * owed after it.
 *
 * @example
 * ```ts
 * const { freshUntil } = await confirmWithPasskey(client);
 * ```
 */
export async function confirmWithPasskey(
  client: Client,
  options: { signal?: Signal | undefined } = {},
): Promise<ReauthenticationOutcome> {
  const { signal } = options;
  const begun = await client.reauthentications.startPasskey({}, { signal });
  const response = await inCeremony({ signal }, () => show(begun.options, false));
  const { ceremonyId } = begun;
  return finish(begun, response, () =>
    client.reauthentications.withPasskey({ ceremonyId, response }, { signal }),
  );
}

/**
 * Makes a passkey for whoever is signed in, and adds it. It wants a fresh sign-in.
 *
 * Throws `PASSKEY_EXISTS` when this keeper of passkeys has one of the account already, `PASSKEY_CANCELLED`,
 * `PASSKEY_UNSUPPORTED`, `PASSKEY_FAILED`, `ABORTED`, and what `passkeys.startRegistration` and `passkeys.register`
 * refuse with, such as `REAUTHENTICATION_REQUIRED`.
 *
 * @example
 * ```ts
 * const { name } = await addPasskey(client);
 * ```
 */
export async function addPasskey(client: Client, options: AddPasskeyOptions = {}): Promise<Passkey> {
  const { name, signal } = options;
  const begun = await client.passkeys.startRegistration({}, { signal });
  const made = await inCeremony({ signal }, () => startRegistration({ optionsJSON: begun.options }));
  const { clientDataJSON, attestationObject, transports } = made.response;
  const { id, rawId, type } = made;
  const response = { id, rawId, type, response: { clientDataJSON, attestationObject, transports } };
  const { ceremonyId } = begun;
  return client.passkeys.register({ ceremonyId, response, name }, { signal }).catch((error) => {
    // What the server did not keep would be offered for ever, and would sign nobody in.
    if (isFault(error, 'PASSKEY_REFUSED', 'PASSKEY_LIMIT')) forgetPasskey(begun.options.rp.id, id);
    throw error;
  });
}

/**
 * Tells the browser which passkeys of the account there are, and what the account is called now, so that it offers
 * none that was removed. Call it after a passkey has been removed, or an address or a name changed. Browsers that do
 * not know how are left alone.
 */
export async function signalAcceptedPasskeys(client: Client): Promise<void> {
  if (!canSignal()) return;
  const [list, session] = await Promise.all([client.passkeys.list(), client.session.get()]);
  if (session) signalPasskeys(list, session.account);
}

async function show(options: PasskeyRequestOptions, autofill: boolean): Promise<PasskeyAssertion> {
  const shown = await startAuthentication({ optionsJSON: options, useBrowserAutofill: autofill });
  const { clientDataJSON, authenticatorData, signature, userHandle } = shown.response;
  const { id, rawId, type } = shown;
  return { id, rawId, type, response: { clientDataJSON, authenticatorData, signature, userHandle } };
}

/** A passkey that the server does not know is hidden by browsers that can: it was removed. */
async function finish<Answer>(
  { options }: PasskeyCeremonyStarted,
  { id }: PasskeyAssertion,
  redeem: () => Promise<Answer>,
): Promise<Answer> {
  return redeem().catch((error) => {
    if (isFault(error, 'PASSKEY_UNKNOWN')) forgetPasskey(options.rpId, id);
    throw error;
  });
}
