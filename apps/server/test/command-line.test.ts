import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runFoyer, startFoyer } from '../../../packages/cli/test/run-foyer.ts';
import { makePerson } from '../src/testing/people.ts';
import { startTestServer, type TestServer } from '../src/testing/start-test-server.ts';
import { until } from '../src/testing/until.ts';

// The command line as an operator has it, against an installation that hides its API from strangers.

let server: TestServer;
let home: string;
beforeAll(async () => {
  server = await startTestServer({ RATE_LIMIT_PER_MINUTE: '0', REQUIRE_TRUSTED_CLIENT: 'true' });
  home = await mkdtemp(join(tmpdir(), 'foyer-cli-'));
});
afterAll(async () => {
  await server?.stop();
  await rm(home, { recursive: true, force: true });
});

const foyer = (words: string[], environment: Record<string, string> = {}) =>
  runFoyer(words, {
    cwd: home,
    environment: { HOME: home, FOYER_URL: server.url, ADMIN_KEY: server.adminKey, ...environment },
  });
const admin = () => ['--admin', '--admin-url', server.adminUrl];
const file = (name: string) => join(home, name);

it('registers the first client, signs in as it, makes a key, uses it, and ends all of it', {
  timeout: 120_000,
}, async () => {
  const role = 'superuser';
  const person = await makePerson({ config: server.config, databaseUrl: server.database.url }, role);
  expect(await foyer(['events', 'list'])).toMatchObject({ code: 3 });
  expect(await foyer(['clients', 'create', 'x'])).toMatchObject({ code: 3 });

  const created = await foyer(['clients', 'create', 'The command line', '--json', ...admin()]);
  expect(created.code).toBe(0);
  await writeFile(file('client.json'), created.out);
  const asClient = { FOYER_CLIENT_FILE: file('client.json') };
  expect(await foyer(['events', 'list'], asClient)).toMatchObject({ code: 0 });

  expect(await signInByMail(person.address, asClient)).toMatchObject({ code: 0 });

  const make = ['keys', 'create', 'nightly report', '--scopes', 'accounts:read,events:read', '--days', '7'];
  const key = await foyer([...make, '--json'], asClient);
  expect(key.code).toBe(0);
  const made = JSON.parse(key.out) as { id: string; key: string };
  await writeFile(file('api.key'), `${made.key}\n`);
  const byKey = { ...asClient, HOME: '/nonexistent' };
  expect(await foyer(['whoami', '--api-key-file', file('api.key')], byKey)).toMatchObject({ code: 0 });
  expect(await foyer(['whoami'], { ...byKey, FOYER_API_KEY: made.key })).toMatchObject({ code: 0 });
  const refused = await foyer(['keys', 'list'], { ...byKey, FOYER_API_KEY: made.key });
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('apiKeys:read') });

  const listed = await foyer(['keys', 'list'], asClient);
  expect(listed.out).toContain(made.key.slice(-4));
  expect(listed.out).not.toContain(made.key);
  expect(await foyer(['keys', 'revoke', made.id], asClient)).toMatchObject({ code: 0, out: 'Revoked.\n' });
  expect(await foyer(['whoami'], { ...byKey, FOYER_API_KEY: made.key })).toMatchObject({ code: 1 });

  const sessions = await foyer(['sessions', 'list'], asClient);
  expect(sessions.out).toMatch(/\(this one\)/);
  expect(await foyer(['sessions', 'end', person.sessionId], asClient)).toMatchObject({ code: 0 });

  const { id } = JSON.parse(created.out) as { id: string };
  const rotated = await foyer(['clients', 'rotate', id, '--json'], asClient);
  expect(await foyer(['events', 'list'], asClient)).toMatchObject({ code: 3 });
  await writeFile(file('client.json'), rotated.out);
  expect((await foyer(['clients', 'list'], asClient)).out).toContain(`${id}  The command line`);
  expect(await foyer(['clients', 'disable', id], asClient)).toMatchObject({ code: 0, out: 'Disabled.\n' });
  expect(await foyer(['events', 'list'], asClient)).toMatchObject({ code: 3 });
});

/** The command waits for the code while its mail is on the way. */
async function signInByMail(address: string, environment: Record<string, string>) {
  const mails = (await server.mailsTo(address)).length;
  const { child, ran } = startFoyer(['sign-in', address], {
    cwd: home,
    environment: { HOME: home, FOYER_URL: server.url, ...environment },
  });
  await until(async () => (await server.mailsTo(address)).length > mails, 'the code was mailed');
  child.stdin.end(`${await server.codeFor(address, mails + 1)}\n`);
  return ran;
}

it.each([
  [['keys', 'create', 'x'], 'It wants --scopes'],
  [['keys', 'create', 'x', '--scopes', 'events:read', '--days', 'many'], '--days wants a whole number'],
  [['clients', 'create', 'x', '--admin-url', 'http://127.0.0.1:1'], '--admin-url goes with --admin'],
  [['whoami', '--admin'], 'foyer whoami takes no --admin'],
  [['whoami', '--api-key-file', 'none'], 'none of --api-key-file cannot be read (ENOENT)'],
  [['whoami', '--client-file', 'none'], 'none of --client-file cannot be read (ENOENT)'],
])('refuses %j, and says why', async (words, complaint) => {
  const ran = await foyer(words);
  expect(ran).toMatchObject({ code: 2, out: '' });
  expect(ran.err).toContain(complaint);
});

it('passes on why the admin listener registers no such client', async () => {
  const ran = await foyer(['clients', 'create', 'x', '--origins', 'https://a.example.org/', ...admin()]);
  expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('Give an origin such as') });
});
