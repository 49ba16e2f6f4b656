import { z } from 'zod';
import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { declareJob } from '../../kernel/jobs/declare-job.ts';
import { seal, unseal } from '../../kernel/seal.ts';
import { readInitialWebhook } from '../webhooks/initial-webhook.ts';
import { postToWebhook } from '../webhooks/post-to-webhook.ts';
import { type Enrolment, hasSuperuser } from './create-enrolment.ts';

const Payload = z.object({
  /** The receiver sees it as the id of the message, however often it is tried. */
  messageId: z.uuid(),
  expiresAt: z.iso.datetime(),
  sealed: z.string(),
});

const sealedFor = (messageId: string) => ({ purpose: 'enrolment link', belongsTo: messageId });

/** Hands the link on, in the transaction that made it. The queue keeps it sealed: it makes a superuser. */
export async function sendByWebhook(ctx: Context, { url, expiresAt }: Enrolment): Promise<void> {
  const messageId = newId();
  const sealed = seal(ctx.config, url, sealedFor(messageId));
  await ctx.jobs.enqueue(sendEnrolment, { messageId, expiresAt: expiresAt.toISOString(), sealed });
}

/** Delivers the link for the first superuser to the webhook that the operator has named. */
export const sendEnrolment = declareJob({
  name: 'send-enrolment',
  title: 'Link for the first superuser',
  description: 'Hands the one-time link for the first superuser to the configured webhook.',
  payload: Payload,
  isUrgent: true,
  // Each wait is about twice the one before: sixteen of them are longer than the day of a link.
  retryLimit: 16,
  run: send,
});

async function send(ctx: Context, payload: z.output<typeof Payload>, signal: AbortSignal): Promise<void> {
  const { messageId, expiresAt, sealed } = payload;
  if (new Date(expiresAt) <= ctx.clock.now() || (await hasSuperuser(ctx))) return;
  const webhook = await readInitialWebhook(ctx);
  if (webhook === undefined) return;
  const url = unseal(ctx.config, sealed, sealedFor(messageId));
  await postToWebhook(ctx, webhook, {
    id: messageId,
    signal,
    body: { type: 'superuser-enrolment', url, expiresAt },
  });
}
