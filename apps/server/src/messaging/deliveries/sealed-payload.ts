import type { Config } from '../../kernel/config.ts';
import { seal, unseal } from '../../kernel/seal.ts';

const PURPOSE = 'delivery payload';

type Secret = Pick<Config, 'JWT_SECRET_KEY'>;

export type SealedPayload = { readonly sealed: string };

/** What a mail with a secret needs, readable for the server alone and bound to its delivery. */
export function sealPayload(config: Secret, deliveryId: string, payload: unknown): SealedPayload {
  return { sealed: seal(config, JSON.stringify(payload), { purpose: PURPOSE, belongsTo: deliveryId }) };
}

export function openPayload(config: Secret, deliveryId: string, payload: SealedPayload): unknown {
  return JSON.parse(unseal(config, payload.sealed, { purpose: PURPOSE, belongsTo: deliveryId }));
}

export function isSealed(payload: unknown): payload is SealedPayload {
  return typeof (payload as { sealed?: unknown } | null)?.sealed === 'string';
}
