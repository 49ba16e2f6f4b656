import type { SecondFactorStep } from '@foyer/client';
import type { ReactElement } from 'react';
import { KeyIcon, LockIcon, MailIcon, PasskeyIcon, PhoneIcon, WebhookIcon } from '../../shell/icons.tsx';
import type { SecretKind } from '../secret-field.tsx';

export type FactorKind = SecondFactorStep['factors'][number];
export type TypedKind = Exclude<FactorKind, 'passkey'>;

/** How each way is called, and what it looks like. */
export const factorLooks = {
  passkey: { name: 'wayPasskey', icon: <PasskeyIcon /> },
  totp: { name: 'wayTotp', icon: <PhoneIcon /> },
  'webhook-code': { name: 'wayWebhookCode', icon: <WebhookIcon /> },
  'mail-code': { name: 'wayMailCode', icon: <MailIcon /> },
  password: { name: 'wayPassword', icon: <LockIcon /> },
  'recovery-code': { name: 'wayRecoveryCode', icon: <KeyIcon /> },
} as const satisfies Record<FactorKind, { name: string; icon: ReactElement }>;

/** What is typed for it, and the sentence that asks for it. */
export const typedFactors = {
  totp: { secret: 'app-code', ask: 'askTotp' },
  'webhook-code': { secret: 'mailed-code', ask: 'askWebhookCode' },
  'mail-code': { secret: 'mailed-code', ask: 'askMailCode' },
  password: { secret: 'password', ask: 'askPassword' },
  'recovery-code': { secret: 'recovery-code', ask: 'askRecoveryCode' },
} as const satisfies Record<TypedKind, { secret: SecretKind; ask: string }>;

/** Those that this console knows; a newer server may offer more. */
export function knownFactors(factors: readonly FactorKind[], isPasskeyUsable: boolean): FactorKind[] {
  return factors.filter((kind) => kind in factorLooks && (kind !== 'passkey' || isPasskeyUsable));
}
