import type { CDPSession, Page } from 'playwright-core';

export type Authenticator = { cdp: CDPSession; authenticatorId: string };

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
  return { cdp, authenticatorId };
}
