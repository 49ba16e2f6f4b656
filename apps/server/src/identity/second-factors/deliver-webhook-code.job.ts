import { z } from 'zod';
import type { Device } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { declareJob } from '../../kernel/jobs/declare-job.ts';
import { seal, unseal } from '../../kernel/seal.ts';
import { OneTimeCodeEntity } from '../codes/codes.entity.ts';
import type { IssuedCode } from '../codes/issue-code.ts';
import { postToWebhook } from '../webhooks/post-to-webhook.ts';
import { webhookOf } from './factor-webhook.ts';
import { SecondFactorEntity } from './second-factors.entity.ts';

const Payload = z.object({
  /** Names the code; the receiver sees it as the id of the message, however often it is tried. */
  codeId: z.uuid(),
  factorId: z.uuid(),
  sealed: z.string(),
});

/** What the queue may not show: the code, and where it was asked for. */
type Sealed = { code: string } & Device;

const sealedFor = (codeId: string) => ({ purpose: 'webhook code', belongsTo: codeId });

/** Hands a code on, in the transaction that is open. */
export async function deliverByWebhook(
  ctx: Context,
  factorId: string,
  { ticket, code }: IssuedCode,
): Promise<void> {
  const device = ctx.actor.kind === 'system' ? { ipAddress: '', userAgent: '' } : ctx.actor.device;
  const content: Sealed = { code, ipAddress: device.ipAddress, userAgent: device.userAgent };
  const sealed = seal(ctx.config, JSON.stringify(content), sealedFor(ticket));
  await ctx.jobs.enqueue(deliverWebhookCode, { codeId: ticket, factorId, sealed });
}

/** Delivers a code that somebody waits for. Tried again until the code has run out. */
export const deliverWebhookCode = declareJob({
  name: 'deliver-webhook-code',
  title: 'Codes by webhook',
  description: 'Delivers a sign-in code to the webhook of the person who waits for it.',
  payload: Payload,
  isUrgent: true,
  concurrency: 4,
  // Each wait is about twice the one before: ten of them are longer than the ten minutes of a code.
  retryLimit: 10,
  noticeRetriesSeconds: 2,
  run: deliver,
});

async function deliver(ctx: Context, payload: z.output<typeof Payload>, signal: AbortSignal): Promise<void> {
  const code = await ctx.em.findOne(OneTimeCodeEntity, { id: payload.codeId });
  if (code === null || code.consumedAt || code.expiresAt <= ctx.clock.now()) return;
  const factor = await ctx.em.findOne(SecondFactorEntity, { id: payload.factorId });
  if (factor === null) return;
  const { purpose } = code.intent;
  const content = JSON.parse(unseal(ctx.config, payload.sealed, sealedFor(payload.codeId))) as Sealed;
  await postToWebhook(ctx, webhookOf(ctx, factor), {
    id: payload.codeId,
    signal,
    body: { type: 'sign-in-code', purpose, ...content, address: code.address, expiresAt: code.expiresAt },
  });
}
