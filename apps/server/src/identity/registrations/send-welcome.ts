import { FRESH_MS } from '../../kernel/assurance.ts';
import { after } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { whereabouts } from '../../kernel/places/places.ts';
import { hastenMail } from '../../messaging/deliveries/hasten-mail.ts';
import { postMail } from '../../messaging/deliveries/post-mail.ts';
import type { Doer } from '../second-factors/confirm-factor.ts';
import { createNotMeLink } from '../security-notices/notify-owner.ts';
import { securedWelcomeMail, welcomeMail } from './welcome.mail.ts';

const sendKeyOf = (account: { id: string }) => `welcome:${account.id}`;

/**
 * One mail for all that belongs to a registration, its second factors included. Where an app is to come the mail waits
 * for it as long as the session can add one without confirming anew; then it goes without.
 */
export async function sendWelcome(
  ctx: Context,
  { account, device, sessionId }: Doer,
  { isAppToCome, isSecured }: { isAppToCome: boolean; isSecured: boolean },
): Promise<void> {
  const { id: accountId, fullName, locale } = account;
  const to = { sendKey: sendKeyOf(account), recipient: account.address, accountId, locale };
  if (!isSecured) return postMail(ctx, welcomeMail, { ...to, payload: { fullName } });
  const now = ctx.clock.now();
  await postMail(ctx, securedWelcomeMail, {
    ...to,
    aboutId: sessionId,
    ...(isAppToCome && { dueAt: after(now, FRESH_MS) }),
    payload: {
      fullName,
      accountId,
      at: now.toISOString(),
      ...whereabouts(ctx.config, device, locale),
      token: createNotMeLink(ctx, { account, sessionId, made: {} }),
    },
  });
}

/**
 * Whether a second factor that is confirmed now is told of by the welcome: if the session is the registration's own, and
 * its welcome has not left. It then leaves at once, and says what is asked for when it does. So nobody who holds that
 * session adds one of which no mail tells.
 */
export async function takeIntoWelcome(ctx: Context, { account, sessionId }: Doer): Promise<boolean> {
  return sessionId !== null && (await hastenMail(ctx, { sendKey: sendKeyOf(account), aboutId: sessionId }));
}
