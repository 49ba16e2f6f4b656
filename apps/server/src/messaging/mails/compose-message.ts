import type { Config } from '../../kernel/config.ts';
import type { Locale } from '../../kernel/locale.contract.ts';
import type { Letter } from './declare-mail.ts';
import type { CalendarPart, MailContent } from './mail-content.ts';
import { renderHtml } from './page-templates.ts';
import { oneLine } from './people-and-times.ts';
import { renderText } from './render-text.ts';

/** Links begin with the configured address: no header of any request has a say in it. */
export function letterIn(locale: Locale, config: Pick<Config, 'PUBLIC_URL'>): Letter {
  return { locale, link: (path) => `${config.PUBLIC_URL}${path}` };
}

/** The whole message as it goes over the wire, so that what was composed is exactly what is sent. */
export async function composeMessage(options: {
  content: MailContent;
  locale: Locale;
  recipient: string;
  messageId: string;
  date: Date;
  /** Where one click ends mails of this topic. */
  unsubscribeUrl?: string | undefined;
  config: Pick<Config, 'PUBLIC_URL' | 'MAIL_FROM'>;
}): Promise<Buffer> {
  const { content, locale, config, unsubscribeUrl } = options;
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const host = new URL(config.PUBLIC_URL).host;
  return new MailComposer({
    from: config.MAIL_FROM,
    to: options.recipient,
    subject: oneLine(content.subject),
    messageId: options.messageId,
    date: options.date,
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': locale,
      ...(unsubscribeUrl !== undefined && {
        'List-Unsubscribe': { prepared: true, value: `<${unsubscribeUrl}>` },
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
    html: await renderHtml(content, locale, host),
    text: renderText(content, locale, host),
    ...(content.calendar && { icalEvent: calendarPartOf(content.calendar) }),
    newline: '\r\n',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
}

/**
 * Twice, as readers of mail want it: an alternative with its method, which they act on, and a file to open. In base64,
 * so that no relay breaks its lines anew.
 */
function calendarPartOf({ method, text }: CalendarPart) {
  const filename = method === 'CANCEL' ? 'cancellation.ics' : 'event.ics';
  return { method, content: text, filename, contentTransferEncoding: 'base64' };
}
