import type { Context } from '../../kernel/context.ts';
import { coalesce } from '../../kernel/database/coalesce.ts';
import type { AnyMail } from '../mails/declare-mail.ts';
import { insertNotices } from '../notifications/keep-notices.ts';
import { wakeReaders } from '../notifications/wake-readers.ts';
import { noticeIn } from './notice-in.ts';

type Due = { mail: AnyMail; told: Parameters<typeof noticeIn>[1] };

/**
 * Keeps the notice of a mail whose time has come, such as a reminder, when the mail is still wanted: whether the mail
 * itself is, is asked apart. By the mail's key it is one, however often the mail is tried.
 */
export async function keepDueNotice(ctx: Context, due: Due): Promise<void> {
  if (due.mail.notice !== undefined) await keepTogether(ctx, due);
}

/** Many are due at the same time. */
const keepTogether = coalesce(async (ctx: Context, all: readonly Due[]): Promise<undefined[]> => {
  for (const [mail, due] of Map.groupBy(all, (one) => one.mail)) {
    const { kind, notice } = mail;
    if (notice === undefined) continue;
    await insertNotices(
      ctx,
      { kind, notice },
      due.map(({ told }) => noticeIn(mail, told)),
    );
  }
  await wakeReaders(
    ctx,
    all.map(({ told }) => told.accountId),
  );
  return all.map(() => undefined);
});
