import { afterEach, beforeEach, expect, test } from 'vitest';
import { OneTimeCodeEntity } from '../../identity/codes/codes.entity.ts';
import { signInCodeMail } from '../../identity/sign-ins/sign-in-code.mail.ts';
import { after, HOUR_MS } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { postReminders, spawnWorker } from '../../testing/fan-out.ts';
import { openTestInstallation, type TestInstallation } from '../../testing/open-test-installation.ts';
import type { SpawnedServer } from '../../testing/spawn-server.ts';
import { type MailSink, startMailSink } from '../../testing/start-mail-sink.ts';
import { until } from '../../testing/until.ts';
import { postMail } from './post-mail.ts';

const REMINDERS = 100_000;
const CODES = 5;
/** Of those in line a code may let so many pass: what was in hand when it came, and some handfuls. */
const MOST_BEFORE_IT = 1_000;

let sink: MailSink;
let installation: TestInstallation;
let worker: SpawnedServer;

beforeEach(async () => {
  sink = await startMailSink();
  installation = await openTestInstallation({ SMTP_URL: sink.url });
}, 60_000);
afterEach(async () => {
  await worker.kill();
  await installation.close();
  await sink.stop();
});

async function postCode(recipient: string): Promise<void> {
  await installation.inTransaction(async (ctx) => {
    const now = ctx.clock.now();
    const ticket = newId();
    await ctx.em.insert(OneTimeCodeEntity, {
      id: ticket,
      purpose: 'sign-in',
      address: recipient,
      addressKey: recipient,
      codeHash: 'x',
      intent: {},
      createdAt: now,
      expiresAt: after(now, HOUR_MS),
    } as never);
    await postMail(ctx, signInCodeMail, {
      sendKey: `sign-in:${ticket}`,
      recipient,
      locale: 'en',
      payload: { ticket, code: '12345678', ipAddress: '203.0.113.7', userAgent: 'test' },
    });
  });
}

test.each([{ statistics: 'fresh' }, { statistics: 'none' }])(
  'J7 a sign-in code passes 100,000 reminders that drain, with statistics: $statistics',
  async ({ statistics }) => {
    const { testDatabase } = installation;
    // Left to itself the database would look at the table some time during this.
    await testDatabase.query('alter table delivery set (autovacuum_enabled = off)');
    await postReminders(testDatabase.url, REMINDERS);
    if (statistics === 'fresh') await testDatabase.query('analyze delivery');
    worker = await spawnWorker({ ...installation, databaseUrl: testDatabase.url });
    await until(() => sink.mails.length >= 100, 'the drain had begun', 60_000);
    for (let number = 0; number < CODES; number++) {
      const address = `in-a-hurry-${number}@example.org`;
      const before = sink.mails.length;
      await postCode(address);
      const at = await until(() => {
        const found = sink.mails.findIndex(({ to }) => to === address);
        return found >= 0 && found;
      }, 'the code had come');
      expect(at - before).toBeLessThan(MOST_BEFORE_IT);
    }
    // There was something to pass.
    expect(sink.mails.length).toBeLessThan(REMINDERS / 2);
  },
  120_000,
);
