import type { Account, PasskeyList } from '../api.generated.ts';

type Signalling = {
  signalUnknownCredential?(of: { rpId: string; credentialId: string }): Promise<void>;
  signalAllAcceptedCredentials?(of: {
    rpId: string;
    userId: string;
    allAcceptedCredentialIds: string[];
  }): Promise<void>;
  signalCurrentUserDetails?(of: {
    rpId: string;
    userId: string;
    name: string;
    displayName: string;
  }): Promise<void>;
};

/** WebAuthn's signals (§ 5.1.10), where the browser has them. */
function signalling(): Signalling {
  return (globalThis as { PublicKeyCredential?: Signalling }).PublicKeyCredential ?? {};
}

export function canSignal(): boolean {
  const { signalAllAcceptedCredentials, signalCurrentUserDetails } = signalling();
  return signalAllAcceptedCredentials !== undefined || signalCurrentUserDetails !== undefined;
}

/** Hides a passkey that the server does not have. */
export function forgetPasskey(rpId: string, credentialId: string): void {
  void signalling().signalUnknownCredential?.({ rpId, credentialId }).catch(nobodyWaits);
}

export function signalPasskeys({ items, rpId, userHandle }: PasskeyList, account: Account): void {
  const browser = signalling();
  const allAcceptedCredentialIds = items.map(({ credentialId }) => credentialId);
  void browser
    .signalAllAcceptedCredentials?.({ rpId, userId: userHandle, allAcceptedCredentialIds })
    .catch(nobodyWaits);
  const { address: name, fullName: displayName } = account;
  void browser.signalCurrentUserDetails?.({ rpId, userId: userHandle, name, displayName }).catch(nobodyWaits);
}

/** Signals are wishes: a keeper of passkeys that does not follow one does no harm. */
function nobodyWaits(): void {}
