import type { Device } from '../../kernel/actor.ts';
import { DAY_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { whereabouts } from '../../kernel/places/places.ts';
import { postMail } from '../../messaging/deliveries/post-mail.ts';
import type { AccountRow } from '../../people/accounts/accounts.entity.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { createSecurityLink } from '../security-links/create-security-link.ts';
import { securityNoticeMail } from './security-notice.mail.ts';
import type { MadeBySession, SecurityEvent } from './security-notices.contract.ts';

const LINK_LIFETIME_MS = 7 * DAY_MS;

type Given = { account: AccountRow; device: Device; sessionId: string | null; made?: MadeBySession };

/**
 * Tells the owner of an account what has just been done to it, from where, and with a link that ends the session
 * that did it, and what it has `made`; and notes it in the audit trail. In the transaction of the change.
 */
export async function notifyOwner(ctx: Context, event: SecurityEvent, given: Given): Promise<void> {
  const { account, device } = given;
  const token = noteSecurityEvent(ctx, event, given);
  await postMail(ctx, securityNoticeMail, {
    sendKey: `security:${newId()}`,
    recipient: account.address,
    accountId: account.id,
    locale: account.locale,
    payload: {
      event,
      fullName: account.fullName,
      at: ctx.clock.now().toISOString(),
      ...whereabouts(ctx.config, device, account.locale),
      token,
    },
  });
}

/**
 * Notes the same without a mail, for what another mail tells of; by the link that is made here, the one in that mail
 * finds what the session has `made`. Answers its token.
 */
export function noteSecurityEvent(
  ctx: Context,
  event: SecurityEvent,
  { account, sessionId, made = {} }: Given,
): string {
  recordAuditEntry(ctx, { action: `security.${event}`, subjectType: 'account', subjectId: account.id });
  return createNotMeLink(ctx, { account, sessionId, made });
}

/** The token of a link by which the owner says that it was not them. */
export function createNotMeLink(
  ctx: Context,
  of: { account: AccountRow; sessionId: string | null; made: MadeBySession },
): string {
  const { account, sessionId, made } = of;
  return createSecurityLink(ctx, {
    purpose: 'not-me',
    accountId: account.id,
    sessionId,
    details: { ...made, mailedTo: account.addressKey },
    lifetimeMs: LINK_LIFETIME_MS,
  });
}
