import type { Context } from '../../kernel/context.ts';
import { whereabouts } from '../../kernel/places/places.ts';
import { postMail } from '../../messaging/deliveries/post-mail.ts';
import { AccountEntity, addressKey } from '../../people/accounts/accounts.entity.ts';
import type { CodeSent } from '../codes/codes.contract.ts';
import { issueCode } from '../codes/issue-code.ts';
import type { StartRecoveryInput } from './recoveries.contract.ts';
import { recoveryCodeMail } from './recovery-code.mail.ts';
import { recoveryUnknownMail } from './recovery-unknown.mail.ts';

/** Open to everybody. An unknown address gets the same answer after the same work, and a mail that says so. */
export async function startRecovery(ctx: Context, input: StartRecoveryInput): Promise<CodeSent> {
  const { address } = input;
  const account = await ctx.em.findOne(AccountEntity, { addressKey: addressKey(address) });
  const { ticket, code, expiresAt } = await issueCode(ctx, {
    purpose: 'recovery',
    address: account?.address ?? address,
    intent: { accountId: account?.id ?? null },
    isMailed: account !== null,
  });
  const to = {
    sendKey: `recovery:${ticket}`,
    recipient: account?.address ?? address,
    accountId: account?.id ?? null,
  };
  const device = ctx.actor.kind === 'system' ? { ipAddress: '', userAgent: '' } : ctx.actor.device;
  if (account === null)
    await postMail(ctx, recoveryUnknownMail, { ...to, locale: input.locale, payload: {} });
  else
    await postMail(ctx, recoveryCodeMail, {
      ...to,
      locale: account.locale,
      payload: { ticket, code, ...whereabouts(ctx.config, device, account.locale) },
    });
  return { ticket, expiresAt };
}
