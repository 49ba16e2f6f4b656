import * as fc from 'fast-check';
import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import type { Config } from '../../kernel/config.ts';
import { linkBase, publicUrl } from '../../kernel/environment-values.ts';
import { newId } from '../../kernel/ids.ts';
import { unsubscribeLink } from '../unsubscribes/unsubscribe-link.ts';
import { composeMessage } from './compose-message.ts';
import { note, paragraph } from './mail-content.ts';
import { oneLine } from './people-and-times.ts';

const HEADERS = [
  'from',
  'to',
  'subject',
  'message-id',
  'date',
  'auto-submitted',
  'x-auto-response-suppress',
  'content-language',
  'list-unsubscribe',
  'list-unsubscribe-post',
  'mime-version',
  'content-type',
];

/** Whatever somebody may have typed, and some of what nobody does. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({
    unit: fc.constantFrom('a', '=', '.', '\r', '\n', '\0', ' ', '\t', '\ud83d', 'ж', '😀', ':', '?'),
  }),
  fc.string({ unit: fc.constantFrom('x', 'ж', '😀'), minLength: 900, maxLength: 1_500 }),
  fc.constant('A\r\nBcc: everybody@example.org\r\n\r\nAnother body'),
);

const compose = (subject: string, body: string, unsubscribeUrl: string) =>
  composeMessage({
    content: { subject, preheader: body, heading: subject, blocks: [paragraph(body), note(body)] },
    locale: 'en',
    recipient: 'ada@example.org',
    messageId: '<1@example.org>',
    date: new Date('2027-03-14T18:30:00Z'),
    unsubscribeUrl,
    config: { PUBLIC_URL: 'https://foyer.example.org', MAIL_FROM: 'Foyer <foyer@example.org>' },
  });

test('whatever a mail says, it keeps its headers, and lines that every relay takes', async () => {
  await fc.assert(
    fc.asyncProperty(text, text, async (subject, body) => {
      const message = await compose(subject, body, 'https://foyer.example.org/unsubscribe?token=x');
      const raw = message.toString('latin1');
      expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n\0\x80-\xff]/);
      expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
      const mail = await PostalMime.parse(message);
      expect(mail.headers.map(({ key }) => key).filter((key) => !HEADERS.includes(key))).toEqual([]);
      expect((mail.subject ?? '').replaceAll(/\s+/g, ' ').trim()).toBe(
        oneLine(subject).toWellFormed().replaceAll(/\s+/g, ' ').trim(),
      );
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['as long as it may be', `https://foyer.example.org/${'a'.repeat(474)}`],
  ['of a host in another alphabet', `https://${'фойе-для-встреч.'.repeat(4)}example.org/встречи`],
])('the address that ends mails is whole in one line of ASCII, with a PUBLIC_URL %s', async (_how, given) => {
  const PUBLIC_URL = linkBase(given);
  expect(publicUrl.safeParse(given).success).toBe(true);
  const config = { PUBLIC_URL, JWT_SECRET_KEY: 'k'.repeat(32) } as Config;
  const url = unsubscribeLink(config, { accountId: newId(), topic: 'announcements' });
  const raw = (await compose('Hello', 'Text', url)).toString('latin1');
  const lines = raw.split('\r\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(998);
  expect(raw).toMatch(/^[\x20-\x7e\r\n]*$/);
  // RFC 2369, 3: clients are to take white space out of it, and not all do.
  const header = lines.find((line) => line.startsWith('List-Unsubscribe:'));
  expect(header).toBe(`List-Unsubscribe: <${url}>`);
  expect(new URL(url).href).toBe(url);
});

test('a PUBLIC_URL that would not fit is refused, told by what goes over the wire', () => {
  for (const tooLong of [
    `https://foyer.example.org/${'a'.repeat(475)}`,
    `https://foyer.example.org/${'ж'.repeat(80)}`,
  ])
    expect(publicUrl.safeParse(tooLong).error?.issues[0]?.message).toMatch(/^wants at most 500 characters/);
});
