import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { readInitialWebhook } from '../webhooks/initial-webhook.ts';
import { confirmFactor, type Doer } from './confirm-factor.ts';
import { keepWebhook } from './factor-webhook.ts';
import type { FactorAdded } from './second-factors.contract.ts';
import { SecondFactorEntity } from './second-factors.entity.ts';

/**
 * Gives whoever has enrolled by a one-time link the webhook that the operator named at the first start. It counts
 * at once: the operator owns it, and the link of the first superuser came by it.
 */
export async function giveInitialWebhook(ctx: Context, doer: Doer): Promise<FactorAdded> {
  const accountId = doer.account.id;
  const kind = 'webhook-code';
  const webhook = await readInitialWebhook(ctx);
  if (webhook === undefined || (await ctx.em.count(SecondFactorEntity, { accountId, kind })) > 0)
    return { recoveryCodes: null };
  const factor = ctx.em.create(
    SecondFactorEntity,
    { accountId, kind, createdAt: ctx.clock.now(), ...keepWebhook(ctx, newId(), webhook) },
    { persist: true },
  );
  return confirmFactor(ctx, factor, doer);
}
