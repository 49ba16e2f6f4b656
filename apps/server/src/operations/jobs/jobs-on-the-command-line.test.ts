import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runFoyer } from '../../../../../packages/cli/test/run-foyer.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';

let server: TestServer;
let home: string;
beforeAll(async () => {
  server = await startTestServer({ RATE_LIMIT_PER_MINUTE: '0' });
  home = await mkdtemp(join(tmpdir(), 'foyer-cli-'));
  await writeFile(join(home, 'admin.key'), `${server.adminKey}\n`);
});
afterAll(async () => {
  await server?.stop();
  await rm(home, { recursive: true });
});

/** As on the machine of the server: the key is in its file, and nobody is signed in. */
const foyer = (...words: string[]) =>
  runFoyer([...words, '--admin-url', server.adminUrl], {
    cwd: home,
    environment: { HOME: home, FOYER_HOME: home },
  });
const json = async (...words: string[]) => {
  const ran = await foyer(...words, '--json');
  expect(ran).toMatchObject({ code: 0, err: '' });
  return JSON.parse(ran.out);
};
const send = (queue: string, payload: object) =>
  server.installation.queue.boss.send(queue, payload, { retryLimit: 0 });

test('shows queues, mail and workers, for people and for programs', async () => {
  const { out } = await foyer('jobs', 'overview');
  expect(out).toContain('remove-expired  0 ready, 0 deferred');
  expect(out).toContain('mails of bulk-mail  0 due');
  expect(out).toMatch(/worker \S+ \d+ {2}alive/);
  expect((await json('jobs', 'overview')).workers).toHaveLength(1);
});

test('pauses a queue and lets it go on', async () => {
  expect(await foyer('jobs', 'pause', 'bulk-mail')).toMatchObject({ code: 0, out: 'Paused.\n' });
  expect((await foyer('jobs', 'overview')).out).toMatch(/mails of bulk-mail .* PAUSED/);
  expect(await foyer('jobs', 'resume', 'bulk-mail')).toMatchObject({ code: 0, out: 'It goes on.\n' });
  expect(await foyer('jobs', 'pause', 'nothing')).toMatchObject({
    code: 1,
    err: 'foyer: There is no such queue.\n',
  });
});

test('lists, retries and redrives what failed', async () => {
  for (let number = 0; number < 3; number++) await send('send-enrolment', { messageId: 'none' });
  const dead = async () => (await json('jobs', 'dead', '--queue', 'send-enrolment')).items;
  await until(async () => (await dead()).length === 3, 'three are dead letters');
  const [first, second] = await dead();
  const { items } = await json('jobs', 'list', 'send-enrolment', '--state', 'failed', '--limit', '2');
  expect(items).toHaveLength(2);
  await foyer('jobs', 'pause', 'send-enrolment');
  expect(await foyer('jobs', 'retry', 'send-enrolment', first.jobId)).toMatchObject({ code: 0 });
  expect(await foyer('jobs', 'redrive')).toMatchObject({ code: 2 });
  expect(await foyer('jobs', 'redrive', second.id)).toMatchObject({ out: '1 put back, 0 left.\n' });
  expect(await foyer('jobs', 'redrive', '--queue', 'send-enrolment')).toMatchObject({
    out: '1 put back, 0 left.\n',
  });
  expect((await foyer('jobs', 'dead')).out).toBe('No dead letters.\n');
});

test('lists schedules, and runs one', async () => {
  expect((await foyer('jobs', 'schedules')).out).toMatch(
    /remove-expired {2}17 \* \* \* \* UTC {2}next \d{4}-/,
  );
  expect(await foyer('jobs', 'run', 'remove-expired')).toMatchObject({ code: 0, out: 'Begun.\n' });
  await until(
    async () => (await foyer('jobs', 'schedules')).out.includes('(completed)'),
    'it is seen to have run',
  );
});

test('resolves unknown mails, none by a slip of the finger', async () => {
  await server.database.query(
    `insert into delivery (id, send_key, kind, lane, recipient, locale, payload, state, due_at, next_try_at, message_id, created_at, outcome)
     select gen_random_uuid(), 'u' || n, 'welcome', 'bulk', 'u' || n || '@example.org', 'en', '{}', 'unknown', now(), now(), '<u' || n || '@localhost>', now(), 'cut off'
     from generate_series(1, 3) n`,
  );
  const { out } = await foyer('mails', 'unknown');
  expect(out).toContain('welcome  u1@example.org  <u1@localhost>');
  expect(await foyer('mails', 'resolve', '--all')).toMatchObject({ code: 2 });
  expect(await foyer('mails', 'resolve', '--as', 'sent')).toMatchObject({ code: 2 });
  expect(await foyer('mails', 'resolve', '--as', 'sent', '--kind', 'welcome')).toMatchObject({
    code: 0,
    out: '3 resolved, 0 left.\n',
  });
  expect((await foyer('mails', 'unknown')).out).toBe('No unknown mails.\n');

  expect((await foyer('mails', 'failed')).out).toBe('No refused mails.\n');
  await server.database.query(
    `update delivery set state = 'failed', outcome = '550 no' where message_id = '<u1@localhost>'`,
  );
  expect((await foyer('mails', 'failed')).out).toContain('welcome  u1@example.org');
  expect(await foyer('mails', 'resolve', '--failed', '--as', 'sent', '--all')).toMatchObject({ code: 2 });
  expect(await foyer('mails', 'resolve', '--failed', '--as', 'given-up', '--all')).toMatchObject({
    code: 0,
    out: '1 resolved, 0 left.\n',
  });
});

test('says that a wrong key is refused', async () => {
  await writeFile(join(home, 'wrong.key'), 'x'.repeat(40));
  const ran = await foyer('jobs', 'overview', '--admin-key-file', join(home, 'wrong.key'));
  expect(ran).toMatchObject({
    code: 1,
    err: `foyer: The admin listener at ${server.adminUrl} refuses this key.\n`,
  });
});
