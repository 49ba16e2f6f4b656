import type { CDPSession, Page } from 'playwright-core';

export type Authenticator = {
  cdp: CDPSession;
  authenticatorId: string;
  set(command: 'UserVerified' | 'AutomaticPresenceSimulation', is: boolean): Promise<void>;
  credentials(): Promise<{ credentialId: string; userName?: string; userDisplayName?: string }[]>;
};

/** A virtual authenticator of the page's own, which shows its passkey at once. */
export async function plugIn(page: Page): Promise<Authenticator> {
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
      defaultBackupEligibility: true,
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
