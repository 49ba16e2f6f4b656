import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AdminClient } from '../../../../../packages/client/src/admin.ts';
import { adminClientOf } from '../../testing/admin-client.ts';
import { type SpawnedServer, spawnBeside } from '../../testing/spawn-server.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';

let server: TestServer;
let operator: AdminClient;
const workers: SpawnedServer[] = [];
beforeAll(async () => {
  server = await startTestServer({ RATE_LIMIT_PER_MINUTE: '0' });
  operator = adminClientOf(server);
});
afterAll(async () => {
  for (const worker of workers) await worker.stop();
  await server?.stop();
});

const alive = async () => (await operator.jobs.overview()).workers.filter(({ isAlive }) => isAlive);
const jobsIn = (states: string) =>
  server.database.query(
    `select id from pgboss.job where name = 'remove-expired' and state in (${states}) and start_after <= now()`,
  );

async function startWorker(): Promise<SpawnedServer> {
  const before = (await alive()).length;
  const worker = await spawnBeside(server, { FOYER_ROLE: 'worker' });
  workers.push(worker);
  await until(async () => (await alive()).length > before, 'another worker is alive', 60_000);
  return worker;
}

test('a pause is honoured by every process, survives their restarts, and is over for all of them', async () => {
  const other = await startWorker();
  await operator.jobs.pause({ queue: 'remove-expired' });
  // Were one of them still at it, what is sent now would be done and not wait.
  await until(async () => {
    await server.installation.queue.boss.send('remove-expired', {});
    return (await jobsIn("'created'")).length >= 4;
  }, 'jobs wait in the paused queue');
  await until(async () => (await jobsIn("'active'")).length === 0, 'what was in hand is finished');
  await other.stop();
  await until(async () => (await alive()).length === 1, 'it has taken its leave');
  // Counted now: until a process has heard of the pause, for a second at most, it may still take one.
  const waiting = (await jobsIn("'created'")).length;
  const next = await startWorker();
  expect(await jobsIn("'created'")).toHaveLength(waiting);
  expect((await operator.jobs.overview()).queues.find(({ name }) => name === 'remove-expired')).toMatchObject(
    {
      isPaused: true,
      ready: waiting,
    },
  );
  await operator.jobs.resume({ queue: 'remove-expired' });
  await until(async () => (await jobsIn("'created', 'active'")).length === 0, 'all of them are done');
  await next.kill();
  workers.splice(workers.indexOf(next), 1);
  // One that was killed does not take its leave: it is silent, and is shown as such.
  await server.database.query(
    `update worker set beat_at = beat_at - interval '1 minute' where process_id = ${next.child.pid}`,
  );
  const { workers: shown } = await operator.jobs.overview();
  expect(shown.find(({ processId }) => processId === next.child.pid)?.isAlive).toBe(false);
}, 90_000);
