import type { Config } from '../../kernel/config.ts';
import type { Locale } from '../../kernel/locale.contract.ts';
import type { Letter } from './declare-mail.ts';
import type { MailContent } from './mail-content.ts';
import { base64Part, htmlPart, type MimePart, multipart, textPart } from './mime.ts';
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
  const { default: MimeNode } = await import('nodemailer/lib/mime-node');
  const host = new URL(config.PUBLIC_URL).host;
  const { headers, body } = partsOf(content, {
    text: textPart(renderText(content, locale, host)),
    html: htmlPart(await renderHtml(content, locale, host)),
  });
  const head = new MimeNode().setHeader({
    From: config.MAIL_FROM,
    To: options.recipient,
    Subject: oneLine(content.subject),
    'Message-ID': options.messageId,
    Date: options.date.toUTCString().replace('GMT', '+0000'),
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
    'Content-Language': locale,
    ...(unsubscribeUrl !== undefined && {
      'List-Unsubscribe': { prepared: true, value: `<${unsubscribeUrl}>` },
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    }),
  });
  return Buffer.from([head.buildHeaders(), ...headers, '', body].join('\r\n'));
}

/** The calendar twice, as readers of mail want it: an alternative with its method, which they act on, and a file to open. */
function partsOf({ calendar }: MailContent, { text, html }: Record<'text' | 'html', MimePart>): MimePart {
  if (!calendar) return multipart('alternative', [text, html]);
  const filename = calendar.method === 'CANCEL' ? 'cancellation.ics' : 'event.ics';
  const toAct = base64Part(
    [`Content-Type: text/calendar; charset=utf-8; method=${calendar.method}`],
    calendar.text,
  );
  const toOpen = base64Part(
    [
      `Content-Type: application/ics; name="${filename}"`,
      `Content-Disposition: attachment; filename="${filename}"`,
    ],
    calendar.text,
  );
  return multipart('mixed', [multipart('alternative', [text, html, toAct]), toOpen]);
}
