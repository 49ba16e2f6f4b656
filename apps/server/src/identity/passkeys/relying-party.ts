import type { Config } from '../../kernel/config.ts';

type Site = Pick<Config, 'PUBLIC_URL' | 'ALLOW_ORIGINS'>;

/** How long a person may take. WebAuthn recommends five minutes where the person is verified. */
export const CEREMONY_MS = 5 * 60_000;

export const RP_NAME = 'Foyer';

/** The domain that passkeys are made for. They work nowhere else, so moving to another host loses them. */
export function rpIdOf(config: Site): string {
  return new URL(config.PUBLIC_URL).hostname;
}

/** The origins whose pages may use the passkeys: our own, and those that are configured. */
export function originsOf(config: Site): string[] {
  return [...new Set([new URL(config.PUBLIC_URL).origin, ...config.ALLOW_ORIGINS])];
}

/** The sixteen bytes of the id: nothing about a person, the same on every device. */
export function userHandleOf(accountId: string): string {
  return Buffer.from(accountId.replaceAll('-', ''), 'hex').toString('base64url');
}
