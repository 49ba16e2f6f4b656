import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MailBlock, MailContent } from './mail-content.ts';
import { renderHtml } from './page-templates.ts';
import { renderPage } from './render-html.ts';

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom('<b>"bold"</b> & \'more\'', 'two\nlines', '\uE0007\uE001', '$& $1 $$', ''),
);
const block: fc.Arbitrary<MailBlock> = fc.oneof(
  fc.record({ kind: fc.constantFrom('paragraph' as const, 'note' as const), text }),
  fc.record({ kind: fc.constant('code' as const), code: fc.stringMatching(/^\d{8}$/) }),
  fc.record({ kind: fc.constant('button' as const), label: text, url: fc.webUrl() }),
  fc.record({ kind: fc.constant('facts' as const), rows: fc.array(fc.tuple(text, text), { maxLength: 3 }) }),
);
const content: fc.Arbitrary<MailContent> = fc.record({
  subject: text,
  preheader: text,
  heading: text,
  blocks: fc.array(block, { maxLength: 4 }),
});

/** What quoted-printable says (RFC 2045, 6.7). */
function decoded(encoded: string): string {
  for (const line of encoded.split('\r\n')) {
    expect(line.length).toBeLessThanOrEqual(76);
    expect(line).toMatch(/^(?:[\t\x20-\x3c\x3e-\x7e]|=[\dA-F]{2})*(?:=|(?<![\t ]))$/);
  }
  const bytes = encoded
    .replaceAll('=\r\n', '')
    .replaceAll(/=([\dA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}

/** As a reader of mail sees it: escapes read, and without the blanks that pad the preheader. */
function shown(html: string): string {
  return html
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/&(?:#x27|#39);/g, "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&gt;', '>')
    .replaceAll(/[\u00a0\u200b-\u200f\ufeff\uE000\uE001]/g, '')
    .replaceAll(/<!-- -->/g, '');
}

test('a mail from the template of its shape is the mail that would be rendered, to the letter', async () => {
  await fc.assert(
    fc.asyncProperty(content, fc.constantFrom('en' as const, 'ru' as const), async (mail, locale) => {
      const [made, rendered] = [
        await renderHtml(mail, locale, 'foyer.example.org'),
        await renderPage(mail, locale, 'foyer.example.org'),
      ];
      expect(shown(decoded(made))).toBe(shown(rendered));
    }),
    { numRuns: 100 },
  );
});

test('what people write becomes no html, and no mark of another text', async () => {
  const encoded = await renderHtml(
    {
      subject: 'S',
      preheader: 'P',
      heading: '<script>alert(1)</script>',
      blocks: [{ kind: 'paragraph', text: '\uE0000\uE001 "quoted"' }],
    },
    'en',
    'foyer.example.org',
  );
  const made = decoded(encoded);
  expect(made).not.toContain('<script>');
  expect(made).toContain('&lt;script&gt;');
  expect(made).toContain('0 &quot;quoted&quot;');
});
