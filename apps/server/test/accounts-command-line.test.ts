import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@foyer/client';
import { fileStore } from '@foyer/client/node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runFoyer } from '../../../packages/cli/test/run-foyer.ts';
import { ask } from '../src/testing/ask.ts';
import { makePerson, type Person } from '../src/testing/people.ts';
import { addTotp } from '../src/testing/second-factors.ts';
import { startTestServer, type TestServer } from '../src/testing/start-test-server.ts';

let server: TestServer;
let home: string;
beforeAll(async () => {
  server = await startTestServer({ RATE_LIMIT_PER_MINUTE: '0' });
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
const onMachine = () => ['--admin', '--admin-url', server.adminUrl];
const person = (role?: Parameters<typeof makePerson>[1]) =>
  makePerson({ config: server.config, databaseUrl: server.database.url }, role);
const who = async ({ token }: Person) => (await ask({ url: server.url, token }, 'accounts.me')).outcome;

it('finds an account, shows it, closes it, opens it, and signs it out, by the key of the machine', async () => {
  // Another stays: the last superuser is not closed.
  const [one] = [await person('superuser'), await person('superuser')];
  const listed = await foyer(['accounts', 'list', one.address, ...onMachine()]);
  expect(listed).toMatchObject({
    code: 0,
    out: `${one.accountId}  Person 1  <${one.address}>  (superuser)\n`,
  });
  const closed = await foyer(['accounts', 'disable', one.accountId, '--reason', 'Left.', ...onMachine()]);
  expect(closed).toMatchObject({ code: 0, out: 'Disabled.\n' });
  expect(await who(one)).toBe('SIGN_IN_REQUIRED');
  const shown = await foyer(['accounts', 'show', one.accountId, ...onMachine()]);
  expect(shown.out).toMatch(
    /\(superuser, disabled\)\ndevices signed in: 0; API keys: 0\ndisabled .*: Left\.\n/,
  );
  expect(await foyer(['accounts', 'enable', one.accountId, ...onMachine()])).toMatchObject({ code: 0 });

  const other = await person();
  const ended = await foyer(['accounts', 'end-sessions', other.accountId, ...onMachine()]);
  expect(ended).toMatchObject({ code: 0, out: 'Signed out: 1.\n' });
  expect(await who(other)).toBe('SIGN_IN_REQUIRED');
});

it('takes a lost factor off', async () => {
  const one = await person();
  await addTotp(server, one.token);
  const shown = await foyer(['accounts', 'show', one.accountId, ...onMachine()]);
  expect(shown.out).toContain('\ntotp, since ');
  const words = ['accounts', 'remove-factor', one.accountId, '--reason', 'Lost.', ...onMachine()];
  expect(await foyer([...words, '--factor', 'totp'])).toMatchObject({ code: 0, out: 'Removed.\n' });
  expect(await foyer([...words, '--factor', 'totp'])).toMatchObject({ code: 1 });
});

it('signs everybody out', async () => {
  const [one, other] = [await person(), await person('superuser')];
  const ended = await foyer(['accounts', 'end-sessions', '--all', ...onMachine()]);
  expect(ended).toMatchObject({ code: 0, out: expect.stringMatching(/^Signed out: \d+\.\n$/) });
  for (const gone of [one, other]) expect(await who(gone)).toBe('SIGN_IN_REQUIRED');
});

it('reads by an API key of staff, and changes nothing by it', async () => {
  const [staff, one] = [await person('staff'), await person()];
  const wanted = { name: 'A tool', scopes: ['accounts:read', 'accounts:write'], expiresInDays: 1 };
  const { key } = (await ask({ url: server.url, token: staff.token }, 'apiKeys.create', wanted)).data;
  const byKey = { FOYER_API_KEY: key as string };
  expect((await foyer(['accounts', 'list', one.address], byKey)).out).toContain(one.accountId);
  const refused = await foyer(['accounts', 'disable', one.accountId, '--reason', 'x'], byKey);
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(await who(one)).toBe('OK');
});

/** Signs somebody in as `foyer sign-in` does, and says where it is kept. */
async function signedIn({ address }: Person) {
  const FOYER_SESSION = join(home, `${address}.json`);
  const store = fileStore(FOYER_SESSION);
  const client = createClient({ url: server.url, session: store });
  const { ticket } = await client.signIns.requestCode({ address });
  await client.signIns.redeemCode({ ticket, code: await server.codeFor(address) });
  // The command line keeps beside it which server it is for.
  await store.set({ ...(await store.get()), url: server.url } as never);
  return { FOYER_SESSION };
}

it('A15 makes and unmakes a superuser by the key of the machine, and never unmakes or closes the last', async () => {
  const one = await person();
  const by = ['--reason', 'She founded it.', ...onMachine()];
  const made = await foyer(['accounts', 'role', one.address.toUpperCase(), 'superuser', ...by]);
  expect(made).toMatchObject({ code: 0, err: '' });
  expect(made.out).toBe(`${one.accountId}  Person 1  <${one.address}>  (superuser)\n`);
  await server.database.query(`update account set role = 'staff' where id <> '${one.accountId}'`);
  for (const words of [
    ['role', one.address, 'member'],
    ['disable', one.accountId],
  ]) {
    const refused = await foyer(['accounts', ...words, ...by]);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('This is the last superuser who can sign in.');
  }
  await person('superuser');
  const unmade = await foyer(['accounts', 'role', one.accountId, 'staff', ...by, '--json']);
  expect(JSON.parse(unmade.out)).toMatchObject({ id: one.accountId, role: 'staff' });
});

it('A15 appoints staff and closes an account by their addresses, for a superuser who is signed in', async () => {
  const session = await signedIn(await person('superuser'));
  const { address } = await person();
  const run = (...words: string[]) => foyer(['accounts', ...words, '--reason', 'Spring.'], session);
  expect((await run('role', address, 'staff')).out).toContain(`<${address}>  (staff)`);
  expect((await run('role', address, 'superuser')).err).toContain(
    'Superusers are made on the machine of the server alone',
  );
  expect((await run('role', address, 'member')).out).toContain(`<${address}>  (member)`);
  expect((await run('disable', address)).out).toBe('Disabled.\n');
  for (const nobodys of ['nobody@example.org', address.slice(1)])
    expect((await run('role', nobodys, 'staff')).err).toBe(`foyer: No account has the address ${nobodys}.\n`);
  expect((await run('role', address, 'owner')).err).toContain('role');
});

it('makes a system user and its keys, lists them, and ends one, for a superuser who is signed in', async () => {
  const session = await signedIn(await person('superuser'));
  const run = (...words: string[]) => foyer(['system-users', ...words], session);

  const id = (await run('create', 'Nightly import', '--as', 'staff')).out.trim();
  expect((await run('keys', id)).out).toBe('No API keys.\n');
  const made = await run('key', id, '--name', 'import', '--scopes', 'events:read', '--days', '7');
  expect(made.out).toMatch(/^foyer_/);
  const listed = await run('keys', id);
  expect(listed.out).toMatch(/ {2}import {2}events:read {2}\(ends .*; never used\)\n$/);
  const [keyId = ''] = listed.out.split(' ');
  expect(await run('revoke', id)).toMatchObject({ code: 2 });
  expect(await run('revoke', id, keyId)).toMatchObject({ code: 0, out: 'Revoked.\n' });
  expect((await run('keys', id)).out).toBe('No API keys.\n');
});

it.each([
  [['accounts', 'disable', 'x'], 'It wants --reason'],
  [['accounts', 'role', 'x', 'staff'], 'It wants --reason'],
  [['accounts', 'role', 'x', '--reason', 'x'], 'Give the address or the id of an account, and a role.'],
  [['accounts', 'remove-factor', 'x', '--reason', 'x'], 'It wants --factor'],
  [['accounts', 'list', '--admin-url', 'http://127.0.0.1:1'], '--admin-url goes with --admin'],
  [['system-users', 'key', 'x'], 'It wants --name and --scopes'],
])('refuses %j, and says why', async (words, complaint) => {
  const ran = await foyer(words);
  expect(ran).toMatchObject({ code: 2, out: '' });
  expect(ran.err).toContain(complaint);
});
