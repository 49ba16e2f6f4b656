import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { whereabouts } from '../../kernel/places/places.ts';
import { postMail } from '../../messaging/deliveries/post-mail.ts';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';
import type { CodeSent } from '../codes/codes.contract.ts';
import { issueCode } from '../codes/issue-code.ts';
import { reauthenticationCodeMail } from './reauthentication-code.mail.ts';

/** Mails a code to one's own address, which this session alone can use. */
export async function requestReauthenticationCode(ctx: Context): Promise<CodeSent> {
  const { accountId, sessionId, device } = accountOf(ctx.actor);
  const account = await ctx.em.findOneOrFail(AccountEntity, { id: accountId });
  const { ticket, code, expiresAt } = await issueCode(ctx, {
    purpose: 'reauthentication',
    address: account.address,
    intent: { accountId, sessionId },
    isMailed: true,
  });
  await postMail(ctx, reauthenticationCodeMail, {
    sendKey: `reauthentication:${ticket}`,
    recipient: account.address,
    accountId,
    locale: account.locale,
    payload: { ticket, code, ...whereabouts(ctx.config, device, account.locale) },
  });
  return { ticket, expiresAt };
}
