import type { Context } from '../../kernel/context.ts';
import { coalesce } from '../../kernel/database/coalesce.ts';
import { isAmong, sqlOf } from '../../kernel/database/sql-of.ts';
import type { Locale } from '../../kernel/locale.contract.ts';
import type { Mailer } from '../../kernel/mailer/mailer.ts';
import type { SendResult } from '../../kernel/mailer/send-result.ts';
import { senderAddress } from '../../kernel/mailer/sender-address.ts';
import '../../people/accounts/accounts.entity.ts';
import { composeMessage, letterIn } from '../mails/compose-message.ts';
import { type AnyMail, NotWanted } from '../mails/declare-mail.ts';
import { link, type MailContent } from '../mails/mail-content.ts';
import { isUnsubscribed } from '../unsubscribes/set-subscription.ts';
import { type Subscription, unsubscribeLink } from '../unsubscribes/unsubscribe-link.ts';
import { wordsIn } from '../words/words.ts';
import { type ClaimedDelivery, type DueDelivery, markSending } from './claim-deliveries.ts';
import { keepDueNotice } from './keep-due-notice.ts';
import { isSealed, openPayload } from './sealed-payload.ts';
import { type Settlement, settleDelivery } from './settle-delivery.ts';

type Sending = {
  mails: readonly AnyMail[];
  mailer: Mailer;
  signal: AbortSignal;
};

/** Sends one mail that this process has claimed, and writes down how it went. Never throws for the mail's sake. */
export async function deliverClaimed(
  ctx: Context,
  delivery: ClaimedDelivery,
  sender: Sending,
): Promise<void> {
  const settlement = await send(ctx, delivery, sender).catch((error): Settlement => {
    ctx.log.error(
      { err: error, deliveryId: delivery.id, kind: delivery.kind },
      'a mail could not be composed',
    );
    return { state: 'pending', outcome: `it could not be composed: ${String(error)}` };
  });
  if (settlement.state === 'unknown')
    ctx.log.warn({ deliveryId: delivery.id, kind: delivery.kind }, 'a mail may or may not have been sent');
  if (settlement.state === 'failed')
    ctx.log.warn({ deliveryId: delivery.id, kind: delivery.kind }, 'the relay refused a mail for good');
  await settleDelivery(ctx, delivery, settlement);
}

async function send(ctx: Context, delivery: ClaimedDelivery, sender: Sending): Promise<Settlement> {
  const mail = mailOf(delivery, sender.mails);
  const { recipient, locale } = await currentRecipient(ctx, delivery);
  const { accountId } = delivery;
  const subscription = mail.topic && accountId !== null ? { accountId, topic: mail.topic } : undefined;
  const written = await composeAndTell(ctx, delivery, { mail, locale });
  if (written instanceof NotWanted) return { state: 'withdrawn', outcome: written.reason };
  if (subscription !== undefined && (await isUnsubscribed(ctx, subscription)))
    return { state: 'withdrawn', outcome: `the person wants no ${subscription.topic}` };
  const unsubscribeUrl = subscription && unsubscribeLink(ctx.config, subscription);
  const content =
    unsubscribeUrl === undefined || subscription === undefined
      ? written
      : { ...written, blocks: [...written.blocks, link(wordsOf(subscription, locale), unsubscribeUrl)] };
  const message = await composeMessage({
    content,
    locale,
    recipient,
    messageId: delivery.messageId,
    date: ctx.clock.now(),
    unsubscribeUrl,
    config: ctx.config,
  });
  return settlementOf(
    await sender.mailer.sendRaw({
      envelope: { from: senderAddress(ctx.config.MAIL_FROM), to: recipient },
      messageId: delivery.messageId,
      message,
      onBodyRead: () => markSending(ctx, delivery),
      signal: sender.signal,
    }),
  );
}

/**
 * Keeps the notices of mails that are due and have to wait: by then it may be too late to tell of it. Whether a mail
 * itself is still wanted is asked again when it goes.
 */
export async function tellOfWaiting(
  ctx: Context,
  waiting: readonly DueDelivery[],
  mails: readonly AnyMail[],
): Promise<void> {
  await Promise.all(
    waiting.map(async (delivery) => {
      try {
        const mail = mailOf(delivery, mails);
        if (delivery.isDueLater && mail.notice !== undefined)
          await composeAndTell(ctx, delivery, { mail, locale: delivery.locale });
      } catch (error) {
        // It is told of when the mail goes.
        const { id: deliveryId, kind } = delivery;
        ctx.log.error({ err: error, deliveryId, kind }, 'a mail that waits could not be told of');
      }
    }),
  );
}

function mailOf({ kind }: DueDelivery, mails: readonly AnyMail[]): AnyMail {
  const mail = mails.find((one) => one.kind === kind);
  if (mail === undefined) throw new Error('this process claimed a kind of mail that it does not know');
  return mail;
}

/** What the mail says now; where it was posted for later and is still wanted, it is told of within the product. */
async function composeAndTell(
  ctx: Context,
  delivery: DueDelivery,
  { mail, locale }: { mail: AnyMail; locale: Locale },
): Promise<MailContent | NotWanted> {
  const { id, accountId, isDueLater } = delivery;
  const kept = isSealed(delivery.payload) ? openPayload(ctx.config, id, delivery.payload) : delivery.payload;
  const payload = mail.payload.parse(kept);
  const written = await mail.compose(ctx, payload, letterIn(locale, ctx.config));
  if (!(written instanceof NotWanted) && isDueLater && accountId !== null)
    await keepDueNotice(ctx, { mail, told: { ...delivery, accountId, payload } });
  return written;
}

function wordsOf({ topic }: Subscription, locale: Locale): string {
  const words = wordsIn(locale).unsubscribe;
  return words.link(words.topics[topic]);
}

/** A reminder may wait for weeks: it goes where its person reads mail now. A code goes where it was asked for. */
async function currentRecipient(ctx: Context, delivery: ClaimedDelivery) {
  if (delivery.lane === 'prompt' || delivery.accountId === null) return delivery;
  return (await readRecipient(ctx, delivery.accountId)) ?? delivery;
}

const readRecipient = coalesce(async (ctx: Context, accountIds: readonly string[]) => {
  const rows = await sqlOf(ctx.em)
    .selectFrom('account')
    .select(['id', 'address as recipient', 'locale'])
    .where(isAmong(ctx.em, 'id', [...new Set(accountIds)]))
    .execute();
  const found = new Map(rows.map((row) => [row.id, row]));
  return accountIds.map((id) => found.get(id));
});

function settlementOf(result: SendResult): Settlement {
  switch (result.kind) {
    case 'accepted':
      return { state: 'sent', outcome: result.response };
    case 'refused':
      return { state: result.isForGood ? 'failed' : 'pending', outcome: result.response };
    case 'handed-back':
      return { state: 'handed-back', outcome: result.reason };
    case 'not-sent':
      return { state: 'pending', outcome: result.reason };
    case 'unknown':
      return { state: 'unknown', outcome: result.reason };
  }
}
