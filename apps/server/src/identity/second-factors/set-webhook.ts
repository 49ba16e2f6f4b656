import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { NOT_ALLOWED } from '../../kernel/fault.contract.ts';
import { Fault } from '../../kernel/fault.ts';
import { CODE_WRONG } from '../codes/codes.contract.ts';
import { issueCode } from '../codes/issue-code.ts';
import { redeemCode } from '../codes/redeem-code.ts';
import { makeSigningSecret } from '../webhooks/sign-webhook.ts';
import { assertPublicHost } from '../webhooks/webhook-hosts.ts';
import { beginFactor, confirmFactor, findUnconfirmed, lockOwner } from './confirm-factor.ts';
import { deliverByWebhook } from './deliver-webhook-code.job.ts';
import { keepWebhook } from './factor-webhook.ts';
import type {
  ConfirmFactorInput,
  FactorAdded,
  SetWebhookInput,
  WebhookStart,
} from './second-factors.contract.ts';
import { maySetWebhook } from './second-factors.policy.ts';
import { asDigits } from './shown-codes.ts';

/** Looks the host up before the transaction; whoever may set none makes the server ask for nothing. */
export async function checkWebhook(ctx: Context, { url }: SetWebhookInput): Promise<object> {
  if (!maySetWebhook(ctx.actor)) throw new Fault(NOT_ALLOWED);
  await assertPublicHost(ctx.config, url);
  return {};
}

/** One's own account, of staff or a superuser. A code is sent there; the webhook counts once it has come back. */
export async function setWebhook(ctx: Context, { url }: SetWebhookInput): Promise<WebhookStart> {
  if (!maySetWebhook(ctx.actor)) throw new Fault(NOT_ALLOWED);
  const { account } = await lockOwner(ctx);
  const code = await issueCode(ctx, {
    purpose: 'second-factor',
    address: account.address,
    intent: { accountId: account.id, purpose: 'confirmation' },
    isMailed: true,
  });
  const secret = makeSigningSecret();
  // The factor has the id of the code that confirms it: no other code does.
  await beginFactor(ctx, account.id, {
    kind: 'webhook-code',
    ...keepWebhook(ctx, code.ticket, { url, secret }),
  });
  await deliverByWebhook(ctx, code.ticket, code);
  return { signingSecret: secret, expiresAt: code.expiresAt };
}

/** One's own account, of staff or a superuser. */
export async function confirmWebhook(ctx: Context, input: ConfirmFactorInput): Promise<FactorAdded | Fault> {
  if (!maySetWebhook(ctx.actor)) throw new Fault(NOT_ALLOWED);
  const begun = await findUnconfirmed(ctx, accountOf(ctx.actor).accountId, 'webhook-code');
  if (begun === null) return new Fault(CODE_WRONG);
  const code = await redeemCode(ctx, {
    purpose: 'second-factor',
    ticket: begun.id,
    code: asDigits(input.code),
  });
  if (code instanceof Fault) return code;
  const doer = await lockOwner(ctx);
  const factor = await findUnconfirmed(ctx, doer.account.id, 'webhook-code');
  if (factor?.id !== code.id) return new Fault(CODE_WRONG);
  return confirmFactor(ctx, factor, doer);
}
