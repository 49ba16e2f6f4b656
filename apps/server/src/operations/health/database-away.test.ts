import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { entities } from '../../entities.ts';
import { readConfig } from '../../kernel/config.ts';
import { connectPostgres } from '../../kernel/database/connect-postgres.ts';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../kernel/embedded-postgres/start-embedded-postgres.ts';
import { ask } from '../../testing/ask.ts';
import { makeEvent } from '../../testing/make-event.ts';
import { makePerson, type Person } from '../../testing/people.ts';
import { type SpawnedServer, spawnServer } from '../../testing/spawn-server.ts';
import { until } from '../../testing/until.ts';

let folder: string;
let postgres: EmbeddedPostgres;
let server: SpawnedServer;
let person: Person;
let eventId: string;

const startPostgres = () =>
  startEmbeddedPostgres({ folder, settings: { fsync: 'off', shared_buffers: '16MB' }, log: () => {} });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-away-'));
  chmodSync(folder, 0o755);
  postgres = await startPostgres();
  const settings = {
    DATABASE_URL: postgres.url,
    JWT_SECRET_KEY: 'a secret for tests and nothing else',
    PUBLIC_URL: 'http://foyer.example.org',
    RATE_LIMIT_PER_MINUTE: '0',
  };
  server = await spawnServer(settings);
  person = await makePerson({ config: readConfig(settings), databaseUrl: postgres.url });
  const connected = await connectPostgres({ url: postgres.url, poolSize: 2, entities, onError: () => {} });
  eventId = await makeEvent(connected.fork(), new Date());
  await connected.close();
}, 120_000);
afterAll(async () => {
  await server?.stop();
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}, 120_000);

const readiness = async () => {
  const response = await fetch(`${server.url}/readyz`);
  return [response.status, ((await response.json()) as { status: string }).status];
};

test('without its database the server says so, refuses with UNAVAILABLE, and recovers by itself', async () => {
  const me = { url: server.url, token: person.token };
  expect((await ask(me, 'participations.join', { eventId })).outcome).toBe('OK');

  await postgres.stop();
  expect(await readiness()).toEqual([503, 'no database']);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  for (const call of [
    () => ask(server.url, 'events.list'),
    () => ask(me, 'accounts.me'),
    () => ask(me, 'participations.leave', { eventId }),
    () => ask(server.url, 'signIns.requestCode', { address: 'person@example.org' }),
  ]) {
    const refused = await call();
    expect([refused.status, refused.outcome]).toEqual([503, 'UNAVAILABLE']);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(refused.text).not.toMatch(/ECONNREFUSED|127\.0\.0\.1|terminat/);
  }

  postgres = await startPostgres();
  await until(async () => (await readiness())[0] === 200, 'the server is ready again');
  expect((await ask(me, 'accounts.me')).outcome).toBe('OK');
  expect((await ask(server.url, 'events.get', { eventId })).data.seatsTaken).toBe(1);
  expect((await ask(me, 'participations.leave', { eventId })).outcome).toBe('OK');
  // The queue is back too: a mail that is asked for now is sent.
  expect((await ask(server.url, 'signIns.requestCode', { address: person.address })).outcome).toBe('OK');
  await until(async () => {
    const mails = await (await fetch(`${server.url}/dev/mail.json`)).text();
    return mails.includes(person.address);
  }, 'the code arrived');
}, 120_000);
