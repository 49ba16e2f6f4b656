import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { postMail } from '../../messaging/deliveries/post-mail.ts';
import { AccountEntity, addressKey } from '../../people/accounts/accounts.entity.ts';
import type { CodeSent } from '../codes/codes.contract.ts';
import { issueCode } from '../codes/issue-code.ts';
import { refuseNewProof } from '../quarantine/refuse-new-proof.ts';
import { addressChangeCodeMail } from './address-change-code.mail.ts';
import { ADDRESS_UNCHANGED, type StartAddressChangeInput } from './address-changes.contract.ts';
import { addressInUseMail } from './address-in-use.mail.ts';
import { demandPasskey } from './demand-passkey.ts';

/**
 * For oneself, with the strongest thing that the account has. An address of somebody else gets the same answer
 * after the same work, and its owner another mail: whoever asks learns nothing of who has an account.
 */
export async function startAddressChange(ctx: Context, input: StartAddressChangeInput): Promise<CodeSent> {
  const actor = accountOf(ctx.actor);
  const { address } = input;
  const account = await ctx.em.findOneOrFail(AccountEntity, { id: actor.accountId });
  await refuseNewProof(ctx, actor);
  await demandPasskey(ctx, actor, account);
  if (address === account.address) throw new Fault(ADDRESS_UNCHANGED);

  const key = addressKey(address);
  const owner = await ctx.em.findOne(AccountEntity, { addressKey: key, id: { $ne: account.id } });
  const { ticket, code, expiresAt } = await issueCode(ctx, {
    purpose: 'address-change',
    address,
    intent: { accountId: account.id, fromAddressKey: account.addressKey, sessionId: actor.sessionId },
    isMailed: owner === null,
  });
  const sendKey = `address-change:${ticket}`;
  if (owner === null)
    await postMail(ctx, addressChangeCodeMail, {
      sendKey,
      recipient: address,
      accountId: account.id,
      locale: account.locale,
      payload: { ticket, code, fullName: account.fullName },
    });
  else
    await postMail(ctx, addressInUseMail, {
      sendKey,
      recipient: owner.address,
      accountId: owner.id,
      locale: owner.locale,
      payload: { fullName: owner.fullName },
    });
  return { ticket, expiresAt };
}
