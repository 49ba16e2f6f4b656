import type { Context } from '../../kernel/context.ts';
import { insertAhead, insertRows } from '../../kernel/database/insert-rows.ts';
import { instantFor, toInstant } from '../../kernel/database/sql-of.ts';
import { newId } from '../../kernel/ids.ts';
import type { Locale } from '../../kernel/locale.contract.ts';
import type { MailDeclaration } from '../mails/declare-mail.ts';
import { keepNotices } from '../notifications/keep-notices.ts';
import { deliverMail } from './deliver-mail.job.ts';
import './deliveries.entity.ts';
import { messageIdFor } from './message-id.ts';
import { noticeIn } from './notice-in.ts';
import { type PostedAgain, postedAgain } from './posted-again.ts';
import { sealPayload } from './sealed-payload.ts';

export type Addressing<Payload> = {
  /** What makes it one mail: the same key again posts nothing. At most 200 characters. */
  sendKey: string;
  recipient: string;
  accountId?: string | null;
  /** What it tells of, such as a participation's id; by it unsent mails are moved or withdrawn. */
  aboutId?: string | null;
  locale: Locale;
  payload: Payload;
  /** Not before this; left out: now. */
  dueAt?: Date;
};

const COLUMNS = {
  id: 'uuid',
  send_key: 'text',
  kind: 'text',
  lane: 'text',
  recipient: 'text',
  account_id: 'uuid',
  about_id: 'uuid',
  locale: 'text',
  payload: 'jsonb',
  state: 'text',
  due_at: 'timestamptz',
  next_try_at: 'timestamptz',
  tries: 'int',
  message_id: 'text',
  created_at: 'timestamptz',
} as const;

/**
 * Posts one mail, and keeps its notice if it has one, in the transaction that is open: if that does not commit, there is
 * neither. The notice of a mail that is due later is kept once the mail is due.
 */
export async function postMail<Payload>(
  ctx: Context,
  mail: MailDeclaration<Payload>,
  to: Addressing<Payload>,
): Promise<void> {
  await postMails(ctx, mail, [to]);
}

/** The same for many at once. */
export async function postMails<Payload>(
  ctx: Context,
  mail: MailDeclaration<Payload>,
  to: readonly Addressing<Payload>[],
): Promise<void> {
  await post(ctx, mail, { to, again: 'stays' });
}

/** The same, and what was posted before moves to the time that is given now. */
export async function postOrMoveMails<Payload>(
  ctx: Context,
  mail: MailDeclaration<Payload>,
  to: readonly Addressing<Payload>[],
): Promise<void> {
  await post(ctx, mail, { to, again: 'moves' });
}

async function post<Payload>(
  ctx: Context,
  mail: MailDeclaration<Payload>,
  { to, again }: { to: readonly Addressing<Payload>[]; again: PostedAgain },
): Promise<void> {
  // In one order by all: two transactions that post the same mails would otherwise wait for one another in a circle.
  // A system user has a name in place of an address, and nobody to read what is sent there.
  const readers = to.filter(({ recipient }) => recipient.includes('@'));
  const letters = readers.toSorted((one, other) => (one.sendKey < other.sendKey ? -1 : 1));
  const wanted: string[] = [];
  await insertAhead(ctx.em, letters, (some) => {
    const rows = some.map((one) => deliveryRow(ctx, mail, one));
    // Asked now: what was due the moment it was made is a millisecond old by the time that it is looked at.
    const now = ctx.clock.now();
    if (mail.lane === 'prompt')
      wanted.push(...rows.filter(({ due_at }) => toInstant(due_at) <= now).map(({ id }) => id));
    return insertRows(ctx.em, 'delivery', { rows, columns: COLUMNS }).onConflict(postedAgain(again));
  });
  // The one that was posted before has another id: nobody is woken for it again.
  for (const deliveryId of wanted) await ctx.jobs.enqueue(deliverMail, { deliveryId });
  await postNotices(ctx, mail, letters);
}

/** The notices of these mails alone, where the mails have been sent already. */
export async function postNotices<Payload>(
  ctx: Context,
  mail: MailDeclaration<Payload>,
  letters: readonly Addressing<Payload>[],
): Promise<void> {
  const { kind, notice } = mail;
  if (notice === undefined) return;
  const now = ctx.clock.now();
  const told = letters.flatMap(({ accountId, dueAt = now, ...letter }) =>
    accountId && dueAt <= now ? [noticeIn(mail, { ...letter, accountId })] : [],
  );
  await keepNotices(ctx, { kind, notice }, told);
}

function deliveryRow<Payload>(ctx: Context, mail: MailDeclaration<Payload>, to: Addressing<Payload>) {
  const now = ctx.clock.now();
  const id = newId();
  const payload = mail.payload.parse(to.payload);
  const kept = mail.isSecret ? sealPayload(ctx.config, id, payload) : payload;
  const dueAt = instantFor(ctx.em, to.dueAt ?? now);
  return {
    id,
    send_key: to.sendKey,
    kind: mail.kind,
    lane: mail.lane,
    recipient: to.recipient,
    account_id: to.accountId ?? null,
    about_id: to.aboutId ?? null,
    locale: to.locale,
    payload: kept,
    state: 'pending' as const,
    due_at: dueAt,
    next_try_at: dueAt,
    tries: 0,
    message_id: messageIdFor(id, ctx.config.MAIL_FROM),
    created_at: instantFor(ctx.em, now),
  };
}
