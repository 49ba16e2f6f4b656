import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AdminClient, createAdminClient } from '../../../../../packages/client/src/admin.ts';
import { migrate } from '../../roles/migrate.ts';
import { adminClientOf } from '../../testing/admin-client.ts';
import { givePassword, makePerson, type Person } from '../../testing/people.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';
import { idOfQueue } from './note-steering.ts';

let server: TestServer;
let superuser: Person;
let admin: AdminClient;
let operator: AdminClient;
const place = () => ({ config: server.config, databaseUrl: server.database.url });

beforeAll(async () => {
  server = await startTestServer({ RATE_LIMIT_PER_MINUTE: '0' });
  superuser = await makePerson(place(), 'superuser');
  admin = adminClientOf(server, superuser.token);
  operator = adminClientOf(server);
});
afterAll(() => server?.stop());

/** A job whose payload no handler takes: it fails at every try. */
async function poison(queue = 'expire-offers', retryLimit = 0): Promise<string> {
  const id = await server.installation.queue.boss.send(queue, ['no object'] as never, { retryLimit });
  return id as string;
}

const queueOf = async (name: string) =>
  (await operator.jobs.overview()).queues.find((one) => one.name === name);
const auditOf = (queue: string) =>
  server.database.query(
    `select action, actor_id, details from audit_entry where subject_id = '${idOfQueue(queue)}' order by id`,
  );
const waiting = (queue: string) =>
  server.database.query(
    `select id from pgboss.job where name = '${queue}' and state = 'created' and start_after <= now()`,
  );

test('shows every declared job with its words, its lanes, and a worker that is alive', async () => {
  const { queues, lanes, workers } = await admin.jobs.overview();
  expect(queues.length).toBeGreaterThan(4);
  for (const queue of queues)
    expect([queue.title !== queue.name, queue.description.length > 10, queue.isDeclared]).toEqual([
      true,
      true,
      true,
    ]);
  expect(queues.find(({ name }) => name === 'deliver-mail')).toMatchObject({
    isUrgent: true,
    retryLimit: 5,
    heartbeatSeconds: 10,
    isPaused: false,
  });
  expect(lanes.map(({ lane, queue }) => [lane, queue])).toEqual([
    ['prompt', 'deliver-mail'],
    ['bulk', 'bulk-mail'],
  ]);
  expect(workers).toMatchObject([{ processId: process.pid, isAlive: true }]);
});

test('is for superusers alone, and wants a change to be confirmed', async () => {
  const procedures = (client: AdminClient) => [
    client.jobs.overview.safe(),
    client.jobs.list.safe({ queue: 'deliver-mail' }),
    client.jobs.listDeadLetters.safe(),
    client.jobs.schedules.safe(),
    client.undeliveredMails.list.safe(),
    client.jobs.pause.safe({ queue: 'deliver-mail' }),
    client.jobs.redrive.safe({}),
    client.undeliveredMails.resolve.safe({ as: 'send-again' }),
  ];
  const codesOf = async (client: AdminClient) =>
    new Set((await Promise.all(procedures(client))).map((one) => (one.ok ? 'OK' : one.error.code)));
  const staff = await makePerson(place(), 'staff');
  expect(await codesOf(adminClientOf(server, staff.token))).toEqual(new Set(['NOT_ALLOWED']));
  expect(await codesOf(adminClientOf(server, `${server.adminKey}x`))).toEqual(new Set(['SIGN_IN_REQUIRED']));
  const result = await admin.jobs.pause.safe({ queue: 'nothing-of-ours' });
  expect(result).toMatchObject({ ok: false, error: { code: 'QUEUE_NOT_FOUND' } });
});

test('a superuser whose sign-in is not fresh sees all and changes nothing', async () => {
  const stale = await makePerson(place(), 'superuser');
  await server.database.query(
    `update session set authenticated_at = now() - interval '11 minutes' where id = '${stale.sessionId}'`,
  );
  const client = adminClientOf(server, stale.token);
  expect((await client.jobs.overview()).queues.length).toBeGreaterThan(4);
  for (const refused of [
    client.jobs.pause.safe({ queue: 'deliver-mail' }),
    client.jobs.runNow.safe({ queue: 'remove-expired' }),
    client.jobs.redrive.safe({}),
    client.undeliveredMails.resolve.safe({ as: 'sent' }),
  ])
    expect(await refused).toMatchObject({ ok: false, error: { code: 'REAUTHENTICATION_REQUIRED' } });
});

test('none of it is on the public listener, for nobody', async () => {
  for (const token of [superuser.token, server.adminKey])
    for (const path of [
      'trpc/jobs.overview',
      'trpc/undeliveredMails.list',
      'api/v1/jobs',
      'api/v1/schedules',
    ]) {
      const answer = await fetch(`${server.url}/${path}`, { headers: { authorization: `Bearer ${token}` } });
      expect([path, answer.status]).toEqual([path, 404]);
    }
});

test('the key of the machine steers jobs, and reaches nothing that an account does', async () => {
  expect((await operator.jobs.schedules()).items.length).toBeGreaterThan(1);
  for (const refused of [
    operator.accounts.me.safe(),
    operator.events.list.safe(),
    operator.sessions.list.safe(),
  ])
    expect(await refused).toMatchObject({ ok: false, error: { code: 'SCOPE_REQUIRED' } });
  const bare = await fetch(`${server.adminUrl}/api/v1/jobs`, {
    headers: { authorization: `Bearer ${server.adminKey}` },
  });
  expect(((await bare.json()) as { queues: object[] }).queues.length).toBeGreaterThan(4);
});

test('a superuser signs in on the admin listener itself, with a password and no key', async () => {
  await givePassword({ databaseUrl: server.database.url }, superuser.accountId, 'a long enough pass phrase');
  const here = createAdminClient({ url: server.adminUrl });
  expect(await here.jobs.overview.safe()).toMatchObject({ ok: false, error: { code: 'SIGN_IN_REQUIRED' } });
  await here.signIns.withPassword({ address: superuser.address, password: 'a long enough pass phrase' });
  expect((await here.jobs.overview()).queues.length).toBeGreaterThan(4);
  await here.session.signOut();
});

test('a paused queue works on nothing, takes in more, stays paused, and then goes on', async () => {
  await admin.jobs.pause({ queue: 'remove-expired' });
  await admin.jobs.pause({ queue: 'remove-expired' });
  expect((await queueOf('remove-expired'))?.isPaused).toBe(true);
  // One whose worker had begun to look when the pause came may still be taken: the next ones are not.
  const left = await until(async () => {
    await server.installation.queue.boss.send('remove-expired', {});
    const rows = await waiting('remove-expired');
    return rows.length >= 3 && rows;
  }, 'jobs wait in the paused queue');
  const { ready } = (await queueOf('remove-expired')) ?? {};
  expect(ready).toBeGreaterThanOrEqual(left.length);
  await admin.jobs.resume({ queue: 'remove-expired' });
  await until(async () => (await waiting('remove-expired')).length === 0, 'all of them are done');
  expect((await auditOf('remove-expired')).map(({ action, actor_id }) => [action, actor_id])).toEqual([
    ['jobs.paused', superuser.accountId],
    ['jobs.resumed', superuser.accountId],
  ]);
});

test('a poison job becomes a dead letter, shows no text of its payload, is retried, redriven and deleted', async () => {
  const { boss } = server.installation.queue;
  const payload = { codeId: 'not-an-id', sealed: 'top secret', factorId: superuser.accountId };
  const id = (await boss.send('deliver-webhook-code', payload, { retryLimit: 0 })) as string;
  const letters = async () => (await admin.jobs.listDeadLetters({ queue: 'deliver-webhook-code' })).items;
  const [letter] = await until(async () => {
    const found = await letters();
    return found.length === 1 && found;
  }, 'the dead letter is there');
  expect(letter).toMatchObject({ queue: 'deliver-webhook-code', jobId: id, tries: 1 });
  expect(JSON.parse(letter?.payload ?? '')).toEqual({
    codeId: '…',
    sealed: '…',
    factorId: superuser.accountId,
  });
  const job = await admin.jobs.get({ queue: 'deliver-webhook-code', jobId: id });
  expect(job).toMatchObject({ state: 'failed', tries: 1, lastError: expect.stringContaining('codeId') });
  expect(JSON.stringify(job)).not.toContain('top secret');
  expect(await queueOf('deliver-webhook-code')).toMatchObject({ failed: 1, deadLetters: 1 });

  // A retry of the failed job is a redrive of its dead letter: there is never a second one of it.
  await admin.jobs.retry({ queue: 'deliver-webhook-code', jobId: id });
  expect(await letters()).toEqual([]);
  await boss.deleteQueuedJobs('deliver-webhook-code');
  expect((await auditOf('deliver-webhook-code')).map(({ action }) => action)).toEqual(['jobs.retried']);
});

test('redrives all of one queue and leaves those of others, and deletes what nobody wants', async () => {
  await Promise.all([poison(), poison(), poison('remove-expired')]);
  const letters = (queue?: string) =>
    admin.jobs.listDeadLetters({ limit: 100, ...(queue && { queue }) }).then(({ items }) => items);
  await until(async () => (await letters()).length === 3, 'all three are dead letters');
  await admin.jobs.pause({ queue: 'expire-offers' });
  expect(await admin.jobs.redrive({ queue: 'expire-offers' })).toEqual({ moved: 2, left: 0 });
  expect((await letters()).map(({ queue }) => queue)).toEqual(['remove-expired']);
  await admin.jobs.deleteDeadLetters({ ids: (await letters()).map(({ id }) => id) });
  expect(await letters()).toEqual([]);
  expect((await auditOf('expire-offers')).map(({ action, details }) => [action, details])).toContainEqual([
    'jobs.redriven',
    { queue: 'expire-offers', count: 2 },
  ]);
  await server.installation.queue.boss.deleteAllJobs('expire-offers');
  await admin.jobs.resume({ queue: 'expire-offers' });
});

test('lists by page and state, cancels what waits and brings it back, and leaves alone what has ended', async () => {
  const { boss } = server.installation.queue;
  const later = new Date(Date.now() + 3_600_000);
  const ids: string[] = [];
  for (let number = 0; number < 5; number++)
    ids.push((await boss.send('send-enrolment', {}, { startAfter: later })) as string);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await admin.jobs.list({
      queue: 'send-enrolment',
      state: 'deferred',
      limit: 2,
      ...(cursor && { cursor }),
    });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toEqual(ids.toReversed());
  const [jobId = ''] = ids;
  const one = { queue: 'send-enrolment', jobId };
  await admin.jobs.cancel(one);
  expect((await admin.jobs.get(one)).state).toBe('cancelled');
  expect(await admin.jobs.cancel.safe(one)).toMatchObject({ error: { code: 'JOB_DONE' } });
  await admin.jobs.retry(one);
  expect((await admin.jobs.get(one)).state).toBe('deferred');
  await admin.jobs.pause({ queue: 'send-enrolment' });
  await admin.jobs.retry(one);
  const { state } = await admin.jobs.get(one);
  expect(['ready', 'active', 'deferred', 'failed']).toContain(state);
  expect((await admin.jobs.get(one)).startsAt.getTime()).toBeLessThan(later.getTime() - 1_000);
  const other = { queue: 'send-enrolment', jobId: superuser.accountId };
  expect(await admin.jobs.get.safe(other)).toMatchObject({ error: { code: 'JOB_NOT_FOUND' } });
  const foreign = await admin.jobs.list({ queue: 'send-enrolment', limit: 1 });
  expect(
    await admin.jobs.list.safe({ queue: 'deliver-mail', cursor: foreign.nextCursor as string }),
  ).toMatchObject({ error: { code: 'CURSOR_INVALID' } });
});

test('a schedule says when it comes next, is run now, and stays paused over a migration', async () => {
  const schedule = async () =>
    (await operator.jobs.schedules()).items.find(({ queue }) => queue === 'remove-expired');
  const before = await schedule();
  expect(before).toMatchObject({ cron: '17 * * * *', missed: 'once', isPaused: false });
  expect(before?.nextRunAt?.getUTCMinutes()).toBe(17);
  expect(before?.nextRunAt?.getTime()).toBeGreaterThan(Date.now());
  await operator.jobs.runNow({ queue: 'remove-expired' });
  await until(async () => (await schedule())?.lastRun === 'completed', 'it has run');
  await operator.jobs.pauseSchedule({ queue: 'remove-expired' });
  await migrate(server.database.url);
  expect(await schedule()).toMatchObject({ isPaused: true, nextRunAt: null });
  const rows = () => server.database.query("select cron from pgboss.schedule where name = 'remove-expired'");
  expect(await rows()).toEqual([]);
  await operator.jobs.resumeSchedule({ queue: 'remove-expired' });
  expect(await rows()).toEqual([{ cron: '17 * * * *' }]);
  expect(await operator.jobs.runNow.safe({ queue: 'deliver-mail' })).toMatchObject({
    error: { code: 'SCHEDULE_NOT_FOUND' },
  });
  const by = (await auditOf('remove-expired')).filter(({ actor_id }) => actor_id === null);
  expect(by.map(({ details }) => details)).toContainEqual({ queue: 'remove-expired', by: 'admin key' });
});
