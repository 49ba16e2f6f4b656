import type { ChosenFactorKind, SecondFactorKind } from '@foyer/client';

export type WayIn = 'mail-code' | 'password' | 'passkey';
export type Ways = { hasPassword: boolean; hasPasskey: boolean; chosen: readonly ChosenFactorKind[] };

const strongestFirst = ['passkey', 'totp', 'webhook-code', 'mail-code', 'password'] as const;

/**
 * What signing in asks for after this way in, as the server decides it: a passkey is enough by itself, the mailbox
 * counts once, and the password stands in where nothing but the mailbox was chosen.
 */
export function whatIsAsked(after: WayIn, { hasPassword, hasPasskey, chosen }: Ways): SecondFactorKind[] {
  if (after === 'passkey' || chosen.length === 0) return [];
  const beside = chosen.filter((kind) => kind !== after);
  const usable = new Set<SecondFactorKind>(beside);
  if (hasPasskey) usable.add('passkey');
  if (hasPassword && after === 'mail-code' && beside.length === 0) usable.add('password');
  return strongestFirst.filter((kind) => usable.has(kind));
}

/** The ways in that this account has, as people think of them. */
export function waysIn({ hasPassword, hasPasskey }: Ways): WayIn[] {
  return [
    ...(hasPassword ? (['password'] as const) : []),
    'mail-code',
    ...(hasPasskey ? (['passkey'] as const) : []),
  ];
}
