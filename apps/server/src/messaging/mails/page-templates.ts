import { LRUCache } from 'lru-cache';
import { escapeHtml } from '../../kernel/html.ts';
import type { Locale } from '../../kernel/locale.contract.ts';
import type { MailBlock, MailContent } from './mail-content.ts';
import { joinQuotedPrintable, type QuotedPrintable, quotedPrintable } from './mime.ts';
import { renderPage } from './render-html.ts';

/** A page in pieces: what is the same in all mails of its shape, encoded, and the number of the text that stands between. */
type Template = readonly (QuotedPrintable | number)[];

const templates = new LRUCache<string, Promise<Template>>({ max: 300 });

/** Around the number of a text: from Unicode's private use, and taken out of what people write. */
const [OPEN, CLOSE] = ['\uE000', '\uE001'];

/**
 * The html of a mail, encoded for the wire. Rendering and encoding cost more than all the rest of sending, and mails of
 * one shape differ in their texts alone: each shape is rendered once with marks in place of its texts, and the texts are
 * put there, escaped.
 */
export async function renderHtml(
  content: MailContent,
  locale: Locale,
  host: string,
): Promise<QuotedPrintable> {
  const texts: string[] = [];
  const marked = withMarks(content, (text) => {
    texts.push(text.replace(/[\uE000\uE001]/g, ''));
    return `${OPEN}${texts.length - 1}${CLOSE}`;
  });
  const key = JSON.stringify([locale, host, marked]);
  let template = templates.get(key);
  if (template === undefined) {
    template = renderPage(marked, locale, host).then(inPieces);
    templates.set(key, template);
    template.catch(() => templates.delete(key));
  }
  const pieces = await template;
  return joinQuotedPrintable(
    pieces.map((piece) =>
      typeof piece === 'number' ? quotedPrintable(escapeHtml(texts[piece] ?? '')) : piece,
    ),
  );
}

/** Every second piece is the number of a text. */
function inPieces(page: string): Template {
  return page
    .split(/\uE000(\d+)\uE001/)
    .map((piece, index) => (index % 2 === 1 ? Number(piece) : quotedPrintable(piece)));
}

type Mark = (text: string) => string;

function withMarks(content: MailContent, mark: Mark): MailContent {
  return {
    subject: mark(content.subject),
    preheader: mark(content.preheader),
    heading: mark(content.heading),
    blocks: content.blocks.map((block) => blockWithMarks(block, mark)),
  };
}

function blockWithMarks(block: MailBlock, mark: Mark): MailBlock {
  // Line breaks are part of the shape.
  const lines = (text: string) => text.split('\n').map(mark).join('\n');
  switch (block.kind) {
    case 'paragraph':
    case 'note':
      return { kind: block.kind, text: lines(block.text) };
    case 'code':
      return { kind: 'code', code: mark(block.code) };
    case 'button':
    case 'link':
      return { kind: block.kind, label: mark(block.label), url: mark(block.url) };
    case 'facts':
      return { kind: 'facts', rows: block.rows.map(([label, value]) => [mark(label), lines(value)]) };
  }
}
