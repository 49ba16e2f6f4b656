import type { CDPSession, Page } from 'playwright-core';

export type Authenticator = {
  cdp: CDPSession;
  authenticatorId: string;
  set(command: 'UserVerified' | 'AutomaticPresenceSimulation', is: boolean): Promise<void>;
  credentials(): Promise<{ credentialId: string }[]>;
};

/** A keeper of passkeys that says yes by itself. Synced, as those of phones are, unless said otherwise. */
export async function plugIn(page: Page, { isSynced = true } = {}): Promise<Authenticator> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable', { enableUI: false });
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      defaultBackupEligibility: isSynced,
      defaultBackupState: isSynced,
    },
  });
  return {
    cdp,
    authenticatorId,
    async set(command, is) {
      if (command === 'UserVerified')
        await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: is });
      else await cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled: is });
    },
    async credentials() {
      return (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
    },
  };
}
