import type { Context } from '../../kernel/context.ts';
import { seal, unseal } from '../../kernel/seal.ts';
import type { Webhook } from '../webhooks/post-to-webhook.ts';
import type { SecondFactorRow } from './second-factors.entity.ts';

const sealedFor = (factorId: string) => ({ purpose: 'webhook signing secret', belongsTo: factorId });

/** The columns in which a factor keeps its webhook. */
export function keepWebhook(ctx: Context, factorId: string, { url, secret }: Webhook) {
  return { id: factorId, webhookUrl: url, secret: seal(ctx.config, secret, sealedFor(factorId)) };
}

export function webhookOf(ctx: Context, factor: SecondFactorRow): Webhook {
  const { id, webhookUrl, secret } = factor;
  return { url: webhookUrl ?? '', secret: unseal(ctx.config, secret ?? '', sealedFor(id)) };
}
