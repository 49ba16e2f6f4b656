import type { Secrets } from '../../kernel/keys.ts';
import { seal, unseal } from '../../kernel/seal.ts';

const PURPOSE = 'delivery payload';

export type SealedPayload = { readonly sealed: string };

/** What a mail with a secret needs, readable for the server alone and bound to its delivery. */
export function sealPayload(config: Secrets, deliveryId: string, payload: unknown): SealedPayload {
  return { sealed: seal(config, JSON.stringify(payload), { purpose: PURPOSE, belongsTo: deliveryId }) };
}

export function openPayload(config: Secrets, deliveryId: string, payload: SealedPayload): unknown {
  return JSON.parse(unseal(config, payload.sealed, { purpose: PURPOSE, belongsTo: deliveryId }));
}

export function isSealed(payload: unknown): payload is SealedPayload {
  return typeof (payload as { sealed?: unknown } | null)?.sealed === 'string';
}
