import { afterEach, expect, type TestContext, test } from 'vitest';
import { signInUnknownMail } from '../../identity/sign-ins/sign-in-unknown.mail.ts';
import {
  countStates,
  messageIdsOf,
  passLeases,
  postReminders,
  spawnWorker,
  untilDrained,
} from '../../testing/fan-out.ts';
import { openTestInstallation } from '../../testing/open-test-installation.ts';
import { spawnServer } from '../../testing/spawn-server.ts';
import { startMailSink } from '../../testing/start-mail-sink.ts';
import { locatePgBouncer, startPooler } from '../../testing/start-pooler.ts';
import { until } from '../../testing/until.ts';
import { postMail } from './post-mail.ts';

const MAILS = 400;

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Everything but what listens goes through PgBouncer, which gives a session for one transaction. */
async function start(context: TestContext) {
  const binary = locatePgBouncer();
  if (binary === undefined) context.skip('there is no pgbouncer, and none could be installed');
  const sink = await startMailSink();
  closing.push(sink.stop);
  const installation = await openTestInstallation({ SMTP_URL: sink.url });
  closing.push(() => installation.close());
  const directUrl = installation.testDatabase.url;
  const pooler = await startPooler(binary as string, directUrl);
  closing.push(pooler.stop);
  const hire = async () => {
    const worker = await spawnWorker(
      { ...installation, databaseUrl: pooler.url },
      { DATABASE_DIRECT_URL: directUrl },
    );
    closing.push(worker.kill);
    return worker;
  };
  return { sink, installation, directUrl, pooler, hire };
}

test('J8 through PgBouncer in transaction mode, with a worker killed and all connections cut: one mail each', async (context) => {
  const { sink, installation, directUrl, hire } = await start(context);
  // What this process holds itself is not to be cut: here mail is posted and counted.
  const own = await installation.testDatabase.query(
    'select pid from pg_stat_activity where datname = current_database()',
  );
  const [doomed] = [await hire(), await hire()];
  await postReminders(directUrl, MAILS);
  await until(() => sink.mails.length >= 50, 'it had begun', 60_000);
  await doomed.kill();
  await installation.testDatabase.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name like 'foyer%'
       and pid <> all ('{${own.map(({ pid }) => pid).join(',')}}')`,
  );
  await installation.inTransaction((ctx) =>
    postMail(ctx, signInUnknownMail, {
      sendKey: 'code',
      recipient: 'code@example.org',
      locale: 'en',
      payload: {},
    }),
  );
  await until(() => sink.mails.some(({ to }) => to === 'code@example.org'), 'the prompt mail came', 30_000);
  await passLeases(installation);
  await untilDrained(directUrl, 180_000);
  const { sent = 0, unknown = 0, ...others } = await countStates(directUrl);
  expect(others).toEqual({});
  expect(sent + unknown).toBe(MAILS + 1);
  const accepted = messageIdsOf(sink.mails);
  expect(new Set(accepted).size).toBe(accepted.length);
}, 300_000);

test('J8 a whole Foyer starts and answers through PgBouncer in transaction mode', async (context) => {
  const { installation, directUrl, pooler } = await start(context);
  const { config } = installation;
  const server = await spawnServer({
    DATABASE_URL: pooler.url,
    DATABASE_DIRECT_URL: directUrl,
    JWT_SECRET_KEY: config.JWT_SECRET_KEY,
    SMTP_URL: config.SMTP_URL,
  });
  closing.push(server.kill);
  const answers = await Promise.all(
    Array.from({ length: 40 }, () => fetch(`${server.url}/api/v1/events`).then((answer) => answer.status)),
  );
  expect(new Set(answers)).toEqual(new Set([200]));
  expect(server.output()).not.toMatch(/prepared statement/);
}, 120_000);
