import { afterAll, beforeAll, expect, test } from 'vitest';
import { signInUnknownMail } from '../../identity/sign-ins/sign-in-unknown.mail.ts';
import { spawnWorker } from '../../testing/fan-out.ts';
import { openTestInstallation, type TestInstallation } from '../../testing/open-test-installation.ts';
import type { SpawnedServer } from '../../testing/spawn-server.ts';
import { type MailSink, startMailSink } from '../../testing/start-mail-sink.ts';
import { until } from '../../testing/until.ts';
import { postMail } from './post-mail.ts';

let sink: MailSink;
let installation: TestInstallation;
let worker: SpawnedServer;

beforeAll(async () => {
  sink = await startMailSink();
  installation = await openTestInstallation({ SMTP_URL: sink.url });
  worker = await spawnWorker({ ...installation, databaseUrl: installation.testDatabase.url });
}, 60_000);
afterAll(async () => {
  await worker.kill();
  await installation.close();
  await sink.stop();
});

async function expectDelivered(recipient: string): Promise<void> {
  await installation.inTransaction((ctx) =>
    postMail(ctx, signInUnknownMail, { sendKey: recipient, recipient, locale: 'en', payload: {} }),
  );
  await until(() => sink.mails.some(({ to }) => to === recipient), `a mail reached ${recipient}`, 30_000);
}

/** Cuts what listens, or all that a process holds, as a restarted proxy does. */
async function cut(which: 'what listens' | 'everything'): Promise<number> {
  const condition =
    which === 'everything'
      ? "application_name like 'foyer%'"
      : "query ilike 'listen %' or application_name = 'foyer-news'";
  const rows = await installation.testDatabase.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and (${condition})`,
  );
  return rows.length;
}

test.each(['what listens', 'everything'] as const)(
  'J8 %s is cut, again and again: delivery recovers by itself',
  async (which) => {
    await expectDelivered(`before-${which.length}@example.org`);
    for (let times = 0; times < 3; times++) {
      expect(await cut(which)).toBeGreaterThan(0);
      // At once, while the connections are away, and once more when they have come back.
      await expectDelivered(`at-once-${which.length}-${times}@example.org`).catch((error: Error) => {
        // Posting itself needs a connection of this process, which was cut as well.
        if (!/terminat|connection/i.test(error.message)) throw error;
      });
      await expectDelivered(`later-${which.length}-${times}@example.org`);
    }
    expect(worker.child.exitCode).toBeNull();
    const recipients = sink.mails.map(({ to }) => to);
    expect(new Set(recipients).size).toBe(recipients.length);
  },
  180_000,
);
