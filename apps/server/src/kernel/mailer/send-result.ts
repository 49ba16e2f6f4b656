/** What is known of a mail after trying to send it. */
export type SendResult =
  | { readonly kind: 'accepted'; readonly response: string }
  /** The relay said no: for this mail and for good (5xx), or for now (4xx). */
  | { readonly kind: 'refused'; readonly isForGood: boolean; readonly response: string }
  /** The relay was not asked, or this process was stopped before it could be told: no try of the mail's own. */
  | { readonly kind: 'handed-back'; readonly reason: string }
  /** Nothing of the body left this process: safe to try again. */
  | { readonly kind: 'not-sent'; readonly reason: string }
  /** The body left, and no definite answer came back: trying again could send it twice. */
  | { readonly kind: 'unknown'; readonly reason: string };

type SmtpError = Error & { code?: string; responseCode?: number; response?: string; permanent?: boolean };

/** Codes by which the SMTP client says that the answer was about this mail, not about the connection. */
const ABOUT_THIS_MAIL = new Set(['EENVELOPE', 'EMESSAGE']);

export function judgeFailure(error: SmtpError, isHandedOver: boolean): SendResult {
  const isAnswer = error.responseCode !== undefined && error.responseCode >= 400 && error.responseCode < 600;
  const response = error.response ?? error.message;
  if (isAnswer && (isHandedOver || ABOUT_THIS_MAIL.has(error.code ?? '')))
    return { kind: 'refused', isForGood: error.permanent === true, response };
  const reason = [error.code, response].filter(Boolean).join(' ');
  return isHandedOver ? { kind: 'unknown', reason } : { kind: 'not-sent', reason };
}
