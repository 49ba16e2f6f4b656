import * as base64 from 'nodemailer/lib/base64';
import * as qp from 'nodemailer/lib/qp';

/** A part of a message (RFC 2045): its own headers, and a body that is ready for the wire. */
export type MimePart = { readonly headers: readonly string[]; readonly body: string };

const IN_BASE64 = 'Content-Transfer-Encoding: base64';
const IN_QUOTED_PRINTABLE = 'Content-Transfer-Encoding: quoted-printable';

export function htmlPart(body: QuotedPrintable): MimePart {
  return { headers: ['Content-Type: text/html; charset=utf-8', IN_QUOTED_PRINTABLE], body };
}

/** In quoted-printable, which a person can read as it is, unless most of it is in another alphabet. */
export function textPart(text: string): MimePart {
  const headers = ['Content-Type: text/plain; charset=utf-8'];
  const isForeign = Buffer.byteLength(text) > text.length * 1.5;
  return isForeign
    ? base64Part(headers, inLines(text))
    : { headers: [...headers, IN_QUOTED_PRINTABLE], body: quotedPrintable(text) };
}

/** So that no relay breaks its lines anew. */
export function base64Part(headers: readonly string[], text: string): MimePart {
  return { headers: [...headers, IN_BASE64], body: base64.wrap(base64.encode(text)) };
}

/** No line of quoted-printable or base64 has `=_` in it, so no part can end another (RFC 2045, 6.7). */
export function multipart(kind: 'alternative' | 'mixed', parts: readonly MimePart[]): MimePart {
  const boundary = `=_${kind}`;
  const opened = parts.map(
    ({ headers, body }) => `--${boundary}\r\n${headers.join('\r\n')}\r\n\r\n${body}\r\n`,
  );
  return {
    headers: [`Content-Type: multipart/${kind}; boundary="${boundary}"`],
    body: `${opened.join('')}--${boundary}--\r\n`,
  };
}

export type QuotedPrintable = string & { readonly isQuotedPrintable: true };

/** RFC 2045 has lines of 76 characters; in one of them a soft break must still have room. */
const LINE_LENGTH = 75;

/** Encoded and wrapped, with the line breaks of a mail. */
export function quotedPrintable(text: string): QuotedPrintable {
  return qp.wrap(qp.encode(inLines(text)), LINE_LENGTH) as QuotedPrintable;
}

/** One text of what was encoded piece by piece: a line is broken, softly, wherever two of them meet. */
export function joinQuotedPrintable(pieces: readonly QuotedPrintable[]): QuotedPrintable {
  return pieces.filter((piece) => piece !== '').join('=\r\n') as QuotedPrintable;
}

function inLines(text: string): string {
  return text.replaceAll(/\r\n?|\n/g, '\r\n');
}
