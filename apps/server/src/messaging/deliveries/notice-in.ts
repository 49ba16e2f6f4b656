import type { AnyMail } from '../mails/declare-mail.ts';
import type { KeptNotice } from '../notifications/keep-notices.ts';

type Told = { sendKey: string; accountId: string; aboutId?: string | null; payload: unknown };

/** What a mail's reader is told of it within the product: one for each mail. */
export function noticeIn({ notice }: AnyMail, { sendKey, accountId, aboutId, payload }: Told): KeptNotice {
  return {
    key: sendKey,
    accountId,
    aboutId: aboutId ?? null,
    kept: notice?.keep ? notice.keep(payload) : (payload as object),
  };
}
