import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLog } from '../../kernel/log.ts';
import { inboxRoutes } from './inbox.routes.ts';
import { readInbox } from './read-inbox.ts';
import { startInbox } from './start-inbox.ts';

const folder = mkdtempSync(join(tmpdir(), 'foyer-inbox-'));
let inbox: Awaited<ReturnType<typeof startInbox>>;
let app: FastifyInstance;

beforeAll(async () => {
  inbox = await startInbox({ folder, log: createLog({ LOG_LEVEL: 'silent' }) });
  app = Fastify();
  await app.register(inboxRoutes(folder));
  const transport = createTransport(inbox.smtpUrl);
  const mail = { from: 'foyer@example.org', text: 'Plain words', date: new Date('2027-03-14T18:30:00Z') };
  await transport.sendMail({ ...mail, to: 'First@example.org', subject: 'The first' });
  await transport.sendMail({
    ...mail,
    to: 'second@example.org',
    subject: '<script>alert("subject")</script>',
    text: '</pre><script>alert("text")</script>',
    html: '<p>Looks</p><script>alert("html")</script>',
    headers: { 'X-Trick': '<img src=x onerror=alert(1)>' },
  });
  transport.close();
});

afterAll(async () => {
  await app.close();
  await inbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('keeps every mail as one whole file, and reads them oldest first', async () => {
  expect(readdirSync(folder).every((name) => name.endsWith('.eml'))).toBe(true);
  expect((await readInbox(folder)).map((mail) => mail.to)).toEqual([
    ['first@example.org'],
    ['second@example.org'],
  ]);
});

test('answers the mails to one address, however its letters are written', async () => {
  const answer = await app.inject('/dev/mail.json?to=FIRST@example.org');
  expect(answer.json().items).toMatchObject([
    { subject: 'The first', text: expect.stringContaining('Plain') },
  ]);
});

test('lists the newest first and lets nothing of a mail into the page', async () => {
  const { body, headers } = await app.inject('/dev/mail');
  expect(headers['content-type']).toContain('text/html');
  expect(body.indexOf('&lt;script&gt;')).toBeGreaterThan(-1);
  expect(body.indexOf('&lt;script&gt;')).toBeLessThan(body.indexOf('The first'));
  expect(body).not.toContain('<script');
});

test('shows one mail with its text and header escaped, and its html in a frame that runs nothing', async () => {
  const [, second] = await readInbox(folder);
  const { body } = await app.inject(`/dev/mail/${second?.id}`);
  expect(body).not.toContain('<script');
  expect(body).not.toContain('<img');
  expect(body).toContain('X-Trick: &lt;img src=x');
  expect(body).toMatch(/<iframe [^>]*sandbox="[^"]*"/);
  expect(body).not.toMatch(/sandbox="[^"]*allow-(scripts|same-origin)/);

  const framed = await app.inject(`/dev/mail/${second?.id}/html`);
  expect(framed.body).toContain('<p>Looks</p>');
  expect(framed.headers['content-security-policy']).toMatch(/default-src 'none'.*sandbox/);
});

test.each([
  '/dev/mail/00000000-0000-7000-8000-000000000000',
  '/dev/mail/..%2f..%2fetc%2fpasswd',
  '/dev/mail/x/html',
])('answers 404 to %s', async (url) => expect((await app.inject(url)).statusCode).toBe(404));
