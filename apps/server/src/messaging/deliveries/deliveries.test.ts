import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { jobs } from '../../job-registry.ts';
import { DAY_MS, HOUR_MS } from '../../kernel/clock.ts';
import { transactional } from '../../kernel/database/transaction.ts';
import { openQueue } from '../../kernel/jobs/queue.ts';
import { runJobs } from '../../kernel/jobs/run-jobs.ts';
import { createLog } from '../../kernel/log.ts';
import { openTestInstallation, type TestInstallation } from '../../testing/open-test-installation.ts';
import { until } from '../../testing/until.ts';
import { readInbox } from '../inbox/read-inbox.ts';
import { startInbox } from '../inbox/start-inbox.ts';
import { declareMail, NotWanted } from '../mails/declare-mail.ts';
import { button, paragraph } from '../mails/mail-content.ts';
import { claimDeliveries, expireLeases, markSending } from './claim-deliveries.ts';
import { postMail, postMails } from './post-mail.ts';
import { openSender } from './sender.ts';
import { settleDelivery } from './settle-delivery.ts';
import { type Deliveries, startDeliveries } from './start-deliveries.ts';

let wanted = true;

const noteMail = declareMail({
  kind: 'note',
  lane: 'bulk',
  payload: z.object({ title: z.string() }),
  read: async (_ctx, payload) => (wanted ? payload : new NotWanted('nobody wants it')),
  write: ({ title }, { link }) => ({
    subject: title,
    preheader: 'A note',
    heading: title,
    blocks: [paragraph('Words'), button('Open', link('/events'))],
  }),
});
const urgentMail = { ...noteMail, kind: 'urgent', lane: 'prompt' } as const;
const secretMail = { ...noteMail, kind: 'secret', isSecret: true } as const;
const mails = [noteMail, urgentMail, secretMail];

const folder = mkdtempSync(join(tmpdir(), 'foyer-sink-'));
let sink: Awaited<ReturnType<typeof startInbox>>;
let installation: TestInstallation;
const running: Deliveries[] = [];

beforeAll(async () => {
  sink = await startInbox({ folder, log: createLog({ LOG_LEVEL: 'silent' }) });
});
beforeEach(async () => {
  wanted = true;
  installation = await openTestInstallation({ SMTP_URL: sink.smtpUrl });
});
afterEach(async () => {
  for (const deliveries of running.splice(0)) await deliveries.stop();
  await installation.close();
});
afterAll(async () => {
  await sink.stop();
  rmSync(folder, { recursive: true, force: true });
});

function start(): void {
  running.push(startDeliveries({ mails, contextOf: installation.contextOf }));
}

const to = (recipient: string, more: { sendKey?: string; title?: string; dueAt?: Date } = {}) => ({
  sendKey: more.sendKey ?? recipient,
  recipient,
  locale: 'en' as const,
  payload: { title: more.title ?? 'A note' },
  ...(more.dueAt && { dueAt: more.dueAt }),
});

const ledger = (columns = 'state') =>
  installation.testDatabase.query(`select ${columns} from delivery order by created_at, id`);
const received = async (recipient: string) => (await readInbox(folder, recipient)).length;
const settled = (state: string) =>
  until(async () => {
    const rows = await ledger();
    return rows.length > 0 && rows.every((row) => row.state === state);
  }, `all mail is ${state}`);

test('who posts many mails leaves others their turn', async () => {
  let turns = 0;
  const many = Array.from({ length: 2_000 }, (_, number) => to(`reader-${number}@example.org`));
  await installation.inTransaction((ctx) => {
    const count = () => {
      turns++;
      ticking = setImmediate(count);
    };
    let ticking = setImmediate(count);
    return postMails(ctx, noteMail, many).finally(() => clearImmediate(ticking));
  });
  expect(await ledger('id')).toHaveLength(2_000);
  expect(turns).toBeGreaterThan(3);
});

test('sends a mail once, however often it is posted and however many processes send', async () => {
  for (let times = 0; times < 3; times++)
    await installation.inTransaction(async (ctx) => {
      for (let number = 0; number < 40; number++)
        await postMail(ctx, noteMail, to(`once-${number}@example.org`));
    });
  start();
  start();
  start();
  await settled('sent');
  const all = (await readInbox(folder)).filter((mail) => mail.to[0]?.startsWith('once-'));
  expect(all.length).toBe(40);
  expect(new Set(all.flatMap((mail) => mail.to)).size).toBe(40);
});

test('J4 leaves no job and no ledger row of a transaction or savepoint that was rolled back', async () => {
  const jobsLeft = () =>
    installation.testDatabase.query("select 1 from pgboss.job where name = 'deliver-mail'");
  await expect(
    installation.inTransaction(async (ctx) => {
      await postMail(ctx, urgentMail, to('rolled-back@example.org'));
      throw new Error('changed my mind');
    }),
  ).rejects.toThrow('changed my mind');
  expect(await ledger()).toEqual([]);
  expect(await jobsLeft()).toEqual([]);

  await installation.inTransaction(async (ctx) => {
    await postMail(ctx, urgentMail, to('kept@example.org'));
    await transactional(ctx.em, async (em) => {
      const inside = { ...ctx, em, jobs: installation.queue.jobsIn(em) };
      await postMail(inside, urgentMail, to('savepoint@example.org'));
      throw new Error('changed my mind');
    }).catch(() => {});
  });
  expect(await ledger('recipient')).toEqual([{ recipient: 'kept@example.org' }]);
  expect(await jobsLeft()).toHaveLength(1);
});

test('a job sends what people wait for, with no sweep running', async () => {
  const { log, testDatabase, contextOf } = installation;
  const sender = openSender({ mails, contextOf, signal: new AbortController().signal });
  const queue = await openQueue({ url: testDatabase.url, works: true, log });
  try {
    await runJobs({ queue, jobs: jobs.filter((job) => job.name === 'deliver-mail'), contextOf, log });
    await installation.inTransaction((ctx) => postMail(ctx, urgentMail, to('woken@example.org')));
    await settled('sent');
    expect(await received('woken@example.org')).toBe(1);
  } finally {
    await queue.close();
    await sender.close();
  }
});

test('reads the state of things again when it sends, and withdraws what has become pointless', async () => {
  await installation.inTransaction((ctx) => postMail(ctx, noteMail, to('unwanted@example.org')));
  wanted = false;
  start();
  await settled('withdrawn');
  expect(await ledger('outcome, payload')).toEqual([{ outcome: 'nobody wants it', payload: {} }]);
  expect(await received('unwanted@example.org')).toBe(0);
});

test('sends nothing before it is due, and what the moved clock makes due', async () => {
  const dueAt = new Date(installation.clock.now().getTime() + DAY_MS);
  await installation.inTransaction(async (ctx) => {
    await postMail(ctx, noteMail, to('later@example.org', { dueAt }));
    await postMail(ctx, noteMail, to('now@example.org'));
  });
  start();
  await until(async () => (await received('now@example.org')) === 1, 'the mail that is due was sent');
  expect(await received('later@example.org')).toBe(0);
  installation.clock.setAheadMs(DAY_MS);
  running[0]?.wake();
  await settled('sent');
  expect(await received('later@example.org')).toBe(1);
});

test('a worker that died between claiming and sending leaves a mail that is sent once', async () => {
  await installation.inTransaction((ctx) => postMail(ctx, noteMail, to('orphan@example.org')));
  const [claimed] = await claimDeliveries(installation.contextOf(), { lane: 'bulk', most: 5 });
  expect(await claimDeliveries(installation.contextOf(), { lane: 'bulk', most: 5 })).toEqual([]);
  installation.clock.setAheadMs(HOUR_MS);
  start();
  await settled('sent');
  expect(await received('orphan@example.org')).toBe(1);
  // J6: the dead worker was only frozen, and goes on.
  await expect(markSending(installation.contextOf(), claimed as never)).rejects.toThrow('lease');
  expect(await ledger()).toEqual([{ state: 'sent' }]);
});

test('what was on its way when its worker died is unknown, and not sent again', async () => {
  await installation.inTransaction((ctx) => postMail(ctx, noteMail, to('halfway@example.org')));
  const [claimed] = await claimDeliveries(installation.contextOf(), { lane: 'bulk', most: 5 });
  await markSending(installation.contextOf(), claimed as never);
  installation.clock.setAheadMs(HOUR_MS);
  expect(await expireLeases(installation.contextOf())).toEqual({ handedBack: 0, unknown: 1 });
  start();
  await installation.inTransaction((ctx) => postMail(ctx, noteMail, to('after-halfway@example.org')));
  await until(async () => (await received('after-halfway@example.org')) === 1, 'a later mail was sent');
  expect(await ledger()).toEqual([{ state: 'unknown' }, { state: 'sent' }]);
  expect(await received('halfway@example.org')).toBe(0);
});

test('an answer that comes late still settles what was held to be unknown', async () => {
  await installation.inTransaction((ctx) => postMail(ctx, noteMail, to('slow@example.org')));
  const [claimed] = await claimDeliveries(installation.contextOf(), { lane: 'bulk', most: 5 });
  await markSending(installation.contextOf(), claimed as never);
  installation.clock.setAheadMs(HOUR_MS);
  await expireLeases(installation.contextOf());
  expect(await ledger()).toEqual([{ state: 'unknown' }]);
  await settleDelivery(installation.contextOf(), claimed as never, { state: 'sent', outcome: '250 Ok' });
  expect(await ledger()).toEqual([{ state: 'sent' }]);
});

test('keeps no secret readable in the ledger: encrypted until it is sent, gone afterwards', async () => {
  await installation.inTransaction((ctx) =>
    postMail(ctx, secretMail, to('secret@example.org', { title: '12345678' })),
  );
  expect(JSON.stringify(await ledger('delivery'))).not.toContain('12345678');
  start();
  await settled('sent');
  expect(await ledger('payload')).toEqual([{ payload: {} }]);
  expect((await readInbox(folder, 'secret@example.org'))[0]?.subject).toBe('12345678');
});

test('A24 a line break in a title becomes no header', async () => {
  await installation.inTransaction((ctx) =>
    postMail(ctx, noteMail, to('a24@example.org', { title: 'Party\r\nBcc: other@example.org\r\n\r\nBody' })),
  );
  start();
  await settled('sent');
  const [mail] = await readInbox(folder, 'a24@example.org');
  expect(mail?.subject).toBe('Party Bcc: other@example.org Body');
  expect(await received('other@example.org')).toBe(0);
});

test('hands nothing out twice when it is stopped and started again in the middle', async () => {
  await installation.inTransaction(async (ctx) => {
    for (let number = 0; number < 60; number++)
      await postMail(ctx, noteMail, to(`stop-${number}@example.org`));
  });
  start();
  await until(async () => (await ledger()).some((row) => row.state === 'sent'), 'some are sent');
  await running.pop()?.stop();
  expect((await ledger()).filter((row) => row.state === 'claimed' || row.state === 'sending')).toEqual([]);
  start();
  await settled('sent');
  expect((await readInbox(folder)).filter((mail) => mail.to[0]?.startsWith('stop-'))).toHaveLength(60);
});
