import { after, MINUTE_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { TOO_MANY_REQUESTS } from '../../kernel/fault.contract.ts';
import { Fault } from '../../kernel/fault.ts';
import { whereabouts } from '../../kernel/places/places.ts';
import { postMail } from '../../messaging/deliveries/post-mail.ts';
import { OneTimeCodeEntity } from '../codes/codes.entity.ts';
import { issueCode } from '../codes/issue-code.ts';
import { listOwedFactors } from '../sign-in-tickets/list-owed-factors.ts';
import { lockTicket } from '../sign-in-tickets/lock-ticket.ts';
import { TICKET_INVALID } from '../sign-in-tickets/sign-in-tickets.contract.ts';
import { TICKET_PURPOSES } from '../sign-in-tickets/sign-in-tickets.entity.ts';
import { deliverByWebhook } from './deliver-webhook-code.job.ts';
import { secondFactorCodeMail } from './second-factor-code.mail.ts';
import {
  FACTOR_NOT_OWED,
  type FactorCodeSent,
  type RequestFactorCodeInput,
} from './second-factors.contract.ts';
import { SecondFactorEntity } from './second-factors.entity.ts';

/** Whoever knows a password could otherwise fill its owner's mailbox, with a new ticket for each mail. */
const MOST_CODES = 10;
const WINDOW_MS = 10 * MINUTE_MS;

/** Open to whoever holds a ticket, for a kind that it owes. Only the newest code of a ticket works. */
export async function requestSecondFactorCode(
  ctx: Context,
  { ticket: token, kind }: RequestFactorCodeInput,
): Promise<FactorCodeSent> {
  const { ticket, account } = await lockTicket(ctx, token, TICKET_PURPOSES);
  if (ticket.completedAt) throw new Fault(TICKET_INVALID);
  const owed = await listOwedFactors(ctx, { accountId: account.id, firstFactor: ticket.firstFactor });
  if (!owed.includes(kind)) throw new Fault(FACTOR_NOT_OWED);
  await assertNotFlooded(ctx, account.addressKey);

  const code = await issueCode(ctx, {
    purpose: 'second-factor',
    address: account.address,
    intent: { accountId: account.id, kind, purpose: ticket.purpose },
    isMailed: true,
  });
  ticket.codeTicket = code.ticket;
  if (kind === 'webhook-code') {
    const factor = await ctx.em.findOneOrFail(SecondFactorEntity, { accountId: account.id, kind });
    await deliverByWebhook(ctx, factor.id, code);
  } else {
    const device = ctx.actor.kind === 'system' ? { ipAddress: '', userAgent: '' } : ctx.actor.device;
    await postMail(ctx, secondFactorCodeMail, {
      sendKey: `second-factor:${code.ticket}`,
      recipient: account.address,
      accountId: account.id,
      locale: account.locale,
      payload: {
        ticket: code.ticket,
        code: code.code,
        ...whereabouts(ctx.config, device, account.locale),
      },
    });
  }
  return { expiresAt: code.expiresAt };
}

async function assertNotFlooded(ctx: Context, addressKey: string): Promise<void> {
  const since = after(ctx.clock.now(), -WINDOW_MS);
  const sent = await ctx.em.count(OneTimeCodeEntity, {
    addressKey,
    purpose: 'second-factor',
    createdAt: { $gt: since },
  });
  if (sent >= MOST_CODES) throw new Fault(TOO_MANY_REQUESTS);
}
