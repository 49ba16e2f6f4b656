import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { type AnyJob, declareJob } from '../../kernel/jobs/declare-job.ts';
import { migrateQueue, openQueue, type Queue } from '../../kernel/jobs/queue.ts';
import { runJobs } from '../../kernel/jobs/run-jobs.ts';
import { createLog } from '../../kernel/log.ts';
import { redriveDeadLetters } from '../../operations/jobs/redrive-dead-letters.ts';
import { openTestInstallation, type TestInstallation } from '../../testing/open-test-installation.ts';
import { until } from '../../testing/until.ts';
import { readInbox } from '../inbox/read-inbox.ts';
import { startInbox } from '../inbox/start-inbox.ts';
import { declareMail } from '../mails/declare-mail.ts';
import { paragraph } from '../mails/mail-content.ts';
import { deliverMail } from './deliver-mail.job.ts';
import { postMail } from './post-mail.ts';
import { openSender } from './sender.ts';
import { type Deliveries, startDeliveries } from './start-deliveries.ts';

function mailOf(kind: string, lane: 'prompt' | 'bulk') {
  return declareMail({
    kind,
    lane,
    payload: z.object({}),
    write: () => ({ subject: kind, preheader: kind, heading: kind, blocks: [paragraph('Words')] }),
  });
}
const known = mailOf('known', 'prompt');
const novel = { prompt: mailOf('novel', 'prompt'), bulk: mailOf('novel-bulk', 'bulk') };

const folder = mkdtempSync(join(tmpdir(), 'foyer-sink-'));
let sink: Awaited<ReturnType<typeof startInbox>>;
let installation: TestInstallation;
const queues: Queue[] = [];
const running: Deliveries[] = [];

beforeAll(async () => {
  sink = await startInbox({ folder, log: createLog({ LOG_LEVEL: 'silent' }) });
});
beforeEach(async () => {
  installation = await openTestInstallation({ SMTP_URL: sink.smtpUrl });
});
afterEach(async () => {
  for (const queue of queues.splice(0)) await queue.close();
  for (const deliveries of running.splice(0)) await deliveries.stop();
  await installation.close();
});
afterAll(async () => {
  await sink.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function work(job: AnyJob): Promise<Queue> {
  const { testDatabase, log, contextOf } = installation;
  const queue = await openQueue({ url: testDatabase.url, works: true, log });
  queues.push(queue);
  await runJobs({ queue, jobs: [job], contextOf, log });
  return queue;
}

const to = (recipient: string) => ({ sendKey: recipient, recipient, locale: 'en' as const, payload: {} });
const ledger = () =>
  installation.testDatabase.query('select recipient, state, tries from delivery order by recipient');
const received = async (recipient: string) => (await readInbox(folder, recipient)).length;
const jobsIn = (state: string) =>
  installation.testDatabase.query(
    `select id from pgboss.job where name = 'deliver-mail' and state = '${state}'`,
  );

test('J9 redriven from the dead letters after the send had worked: no second mail', async () => {
  const { contextOf, testDatabase, inTransaction } = installation;
  const sender = openSender({ mails: [known], contextOf, signal: new AbortController().signal });
  const dying = declareJob({
    ...deliverMail,
    retryLimit: 0,
    async run(ctx, payload: { deliveryId: string }, signal) {
      await deliverMail.run(ctx, payload, signal);
      throw new Error('the mail is out, and that could not be said any more');
    },
  });
  await migrateQueue(testDatabase.url, [dying]);
  const first = await work(dying);
  await inTransaction((ctx) => postMail(ctx, known, to('j9@example.org')));
  const letters = () =>
    testDatabase.query("select id from pgboss.job where name = 'dead-letters' and state = 'created'");
  await until(async () => (await letters()).length === 1, 'the job is a dead letter');
  expect(await ledger()).toEqual([{ recipient: 'j9@example.org', state: 'sent', tries: 1 }]);
  expect(await received('j9@example.org')).toBe(1);
  queues.splice(0);
  await first.close();

  expect(await inTransaction((ctx) => redriveDeadLetters(ctx, {}))).toEqual({ moved: 1, left: 0 });
  await work(deliverMail);
  await until(async () => (await jobsIn('completed')).length === 1, 'the redriven job is done');
  expect(await letters()).toEqual([]);
  expect(await ledger()).toEqual([{ recipient: 'j9@example.org', state: 'sent', tries: 1 }]);
  // A later mail has come through the same relay: an earlier one would have come before it.
  await inTransaction((ctx) => postMail(ctx, known, to('after-j9@example.org')));
  await until(async () => (await received('after-j9@example.org')) === 1, 'a later mail was sent');
  expect(await received('j9@example.org')).toBe(1);
  await sender.close();
});

test('J13 a kind of mail that an old process does not know is left to the new one, and costs it no try', async () => {
  const { contextOf, inTransaction } = installation;
  running.push(startDeliveries({ mails: [known], contextOf }));
  await inTransaction(async (ctx) => {
    for (let number = 0; number < 12; number++) {
      await postMail(ctx, novel.prompt, to(`novel-${number}@example.org`));
      await postMail(ctx, novel.bulk, to(`novel-bulk-${number}@example.org`));
    }
    await postMail(ctx, known, to('old-known@example.org'));
  });
  await until(async () => (await received('old-known@example.org')) === 1, 'the old one sends what it knows');
  expect((await ledger()).filter(({ state }) => state === 'pending')).toHaveLength(24);
  running.push(startDeliveries({ mails: [known, novel.prompt, novel.bulk], contextOf }));
  await until(
    async () => (await ledger()).every(({ state }) => state === 'sent'),
    'the new one sends what is new',
  );
  expect((await ledger()).map(({ tries }) => tries)).toEqual(Array(25).fill(1));
  expect((await readInbox(folder)).filter(({ to: [one] }) => one?.startsWith('novel'))).toHaveLength(24);
});

test('J11 one mail that cannot be composed: its batch-mates are sent, and it is tried again later', async () => {
  const { contextOf, inTransaction } = installation;
  const poison = {
    ...mailOf('poison', 'bulk'),
    compose: async () => {
      throw new Error('these words cannot be written');
    },
  };
  const mates = mailOf('mates', 'bulk');
  // All of them are due before anybody looks, and so are claimed by handfuls, the poison among them.
  await inTransaction(async (ctx) => {
    for (let number = 0; number < 15; number++)
      await postMail(ctx, number === 4 ? poison : mates, to(`mate-${number}@example.org`));
  });
  running.push(startDeliveries({ mails: [poison, mates], contextOf }));
  await until(
    async () => (await ledger()).filter(({ state }) => state === 'sent').length === 14,
    'all but the poison are sent',
  );
  const put = await installation.testDatabase.query(
    "select state, tries, outcome, next_try_at > now() as is_later from delivery where kind = 'poison'",
  );
  expect(put).toEqual([
    { state: 'pending', tries: 1, outcome: expect.stringContaining('cannot be written'), is_later: true },
  ]);
  expect((await readInbox(folder)).filter(({ to: [one] }) => one?.startsWith('mate-'))).toHaveLength(14);
});
