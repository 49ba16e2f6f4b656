import type { Context } from '../../kernel/context.ts';
import { SettingEntity } from '../../kernel/database/settings.entity.ts';
import { readInitialWebhook, takeInitialWebhook } from '../webhooks/initial-webhook.ts';
import { createEnrolment, type Enrolment, hasSuperuser } from './create-enrolment.ts';
import { sendByWebhook } from './send-enrolment.job.ts';

const SETTING = 'initial-enrolment-until';

/** How the first superuser gets in: by a link to print, or by one that is sent to this host. */
export type FirstEnrolment = { link: Enrolment } | { sentTo: string } | undefined;

/**
 * For a process that starts; nothing when there is a superuser. With a webhook named, the link goes there and is
 * printed nowhere, and a start within its day sends no other, however many processes start at once.
 */
export async function offerFirstEnrolment(ctx: Context): Promise<FirstEnrolment> {
  await takeInitialWebhook(ctx);
  const webhook = await readInitialWebhook(ctx, 'locked');
  if (await hasSuperuser(ctx)) return undefined;
  if (webhook === undefined) return { link: await createEnrolment(ctx) };
  const last = await ctx.em.findOne(SettingEntity, { name: SETTING });
  if (last === null || new Date(last.value) <= ctx.clock.now()) {
    const link = await createEnrolment(ctx);
    await ctx.em.upsert(SettingEntity, { name: SETTING, value: link.expiresAt.toISOString() });
    await sendByWebhook(ctx, link);
  }
  return { sentTo: new URL(webhook.url).host };
}
