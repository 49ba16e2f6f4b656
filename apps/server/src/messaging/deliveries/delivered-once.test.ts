import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { openQueue } from '../../kernel/jobs/queue.ts';
import { messageIdsOf } from '../../testing/fan-out.ts';
import { openTestInstallation, type TestInstallation } from '../../testing/open-test-installation.ts';
import { type MailSink, startMailSink } from '../../testing/start-mail-sink.ts';
import { until } from '../../testing/until.ts';
import { declareMail } from '../mails/declare-mail.ts';
import { paragraph } from '../mails/mail-content.ts';
import { deliverMail } from './deliver-mail.job.ts';
import { postMail, postMails } from './post-mail.ts';
import { openSender } from './sender.ts';
import { type Deliveries, startDeliveries } from './start-deliveries.ts';

const noteMail = declareMail({
  kind: 'note',
  lane: 'bulk',
  payload: z.object({}),
  write: () => ({ subject: 'A note', preheader: '', heading: 'A note', blocks: [paragraph('Words')] }),
});
const urgentMail = { ...noteMail, kind: 'urgent', lane: 'prompt' } as const;
const mails = [noteMail, urgentMail];

let sink: MailSink;
let installation: TestInstallation;
const running: Deliveries[] = [];

beforeAll(async () => {
  sink = await startMailSink();
  installation = await openTestInstallation({ SMTP_URL: sink.url, DATABASE_POOL_SIZE: '12' });
});
afterEach(async () => {
  for (const deliveries of running.splice(0)) await deliveries.stop();
  await installation.testDatabase.query('delete from delivery');
  sink.mails.length = 0;
});
afterAll(async () => {
  await installation.close();
  await sink.stop();
});

const start = () => running.push(startDeliveries({ mails, contextOf: installation.contextOf }));
const letterTo = (recipient: string) => ({
  sendKey: recipient,
  recipient,
  locale: 'en' as const,
  payload: {},
});
const states = async () =>
  (await installation.testDatabase.query('select state from delivery')).map((row) => row.state);

test('J5 the same fan-out ten times at once, each in an order of its own, is one mail each', async () => {
  const letters = Array.from({ length: 1_500 }, (_, number) => letterTo(`person-${number}@example.org`));
  const turned = (times: number) => [...letters.slice(times * 150), ...letters.slice(0, times * 150)];
  start();
  start();
  const fanOuts = Array.from({ length: 10 }, (_, times) =>
    installation.inTransaction((ctx) => postMails(ctx, noteMail, turned(times))),
  );
  await Promise.all(fanOuts);
  await until(
    async () => {
      const found = await states();
      return found.length === 1_500 && found.every((state) => state === 'sent');
    },
    'all were sent',
    60_000,
  );
  expect(new Set(sink.mails.map(({ to }) => to)).size).toBe(1_500);
  expect(sink.mails).toHaveLength(1_500);
}, 90_000);

test('J9 a job that comes back from the dead letters after its mail was sent sends no second one', async () => {
  const { log, testDatabase, contextOf } = installation;
  const queue = await openQueue({ url: testDatabase.url, works: false, log });
  try {
    await installation.inTransaction((ctx) => postMail(ctx, urgentMail, letterTo('code@example.org')));
    const [job] = await queue.boss.fetch<{ deliveryId: string }>(deliverMail.name);
    if (job === undefined) throw new Error('posting wakes a worker by a job');
    const sender = openSender({ mails, contextOf, signal: new AbortController().signal });
    await sender.deliverNow(job.data.deliveryId);
    expect(sink.mails).toHaveLength(1);
    // The worker sent it and died before it could say so of its job, and so did all that tried again.
    await testDatabase.query(`update pgboss.job set retry_limit = 0 where id = '${job.id}'`);
    await queue.boss.fail(deliverMail.name, job.id, { message: 'the worker is gone' });
    const [dead] = await testDatabase.query(
      "select count(*)::int as count from pgboss.job where name = 'dead-letters'",
    );
    expect(dead?.count).toBe(1);

    expect(await queue.boss.redrive('dead-letters')).toBe(1);
    const [again] = await queue.boss.fetch<{ deliveryId: string }>(deliverMail.name);
    expect(again?.data).toEqual(job.data);
    await deliverMail.run(contextOf(), again?.data as { deliveryId: string }, new AbortController().signal);
    await sender.deliverNow(job.data.deliveryId);
    await sender.close();
    expect(await states()).toEqual(['sent']);
    expect(sink.mails).toHaveLength(1);
    expect(messageIdsOf(sink.mails)).toHaveLength(1);
  } finally {
    await queue.close();
  }
});
