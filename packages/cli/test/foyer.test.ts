import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSmallServer } from '../../client/test/small-server.ts';
import { runFoyer } from './run-foyer.ts';

let server: Awaited<ReturnType<typeof startSmallServer>>;
let home: string;
beforeEach(async () => {
  server = await startSmallServer();
  home = await mkdtemp(join(tmpdir(), 'foyer-cli-'));
});
afterEach(async () => {
  await server.stop();
  await rm(home, { recursive: true });
});

const foyer = (words: string[], more: { input?: string; environment?: Record<string, string> } = {}) =>
  runFoyer(words, { ...more, cwd: home, environment: { HOME: home, ...more.environment } });

const signIn = () => foyer(['sign-in', 'person@example.org', '--url', server.url], { input: '1234 5678\n' });

test('signs in, remembers where, says who, and signs out', async () => {
  const signedIn = await signIn();
  expect(signedIn).toMatchObject({ code: 0, out: 'Signed in as A Person <person@example.org>.\n' });
  expect(signedIn.err).toContain('The eight digits');
  expect((await stat(join(home, '.config/foyer/session.json'))).mode & 0o777).toBe(0o600);

  expect(await foyer(['whoami'])).toMatchObject({ code: 0, out: 'A Person <person@example.org>, member\n' });
  const json = await foyer(['whoami', '--json']);
  expect(JSON.parse(json.out)).toMatchObject({
    address: 'person@example.org',
    createdAt: '1970-01-01T00:00:00.000Z',
  });

  expect(await foyer(['sign-out'])).toMatchObject({ code: 0, out: 'Signed out.\n' });
  await expect(readFile(join(home, '.config/foyer/session.json'))).rejects.toMatchObject({ code: 'ENOENT' });
  expect(await foyer(['whoami', '--url', server.url])).toMatchObject({ code: 1, out: '' });
});

test('keeps the session where it is told to', async () => {
  const path = join(home, 'elsewhere.json');
  await foyer(['sign-in', 'person@example.org', '--url', server.url, '--session', path], {
    input: '12345678\n',
  });
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await foyer(['whoami'], { environment: { FOYER_SESSION: path } })).toMatchObject({ code: 0 });
});

test('never sends a session to another server than its own', async () => {
  await signIn();
  const other = await startSmallServer();
  try {
    expect(await foyer(['whoami', '--url', other.url])).toMatchObject({ code: 1 });
    expect(other.state.seen.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  } finally {
    await other.stop();
  }
});

test('says that nobody is signed in, with the code for a refusal', async () => {
  const ran = await foyer(['events', 'join', 'some-event', '--url', server.url]);
  expect(ran).toMatchObject({ code: 1, out: '' });
  expect(ran.err).toBe('foyer: Refused: SIGN_IN_REQUIRED.\n');
  const json = await foyer(['events', 'join', 'some-event', '--url', server.url, '--json']);
  expect(JSON.parse(json.err)).toMatchObject({ code: 'SIGN_IN_REQUIRED', requestId: 'r1' });
});

test('lists events, joins one and leaves it', async () => {
  await signIn();
  const listed = await foyer(['events', 'list', '--when', 'past', '--limit', '5', '--json']);
  expect(JSON.parse(listed.out).items[0].asked).toEqual({ when: 'past', limit: 5 });
  expect((await foyer(['events', 'list'])).out).toContain('An evening  (3 of 10 seats left)');
  expect(await foyer(['events', 'join', 'e1'])).toMatchObject({ code: 0, out: 'You are going.\n' });
  expect(await foyer(['events', 'leave', 'e1'])).toMatchObject({
    code: 1,
    err: 'foyer: Refused: NOT_PARTICIPATING.\n',
  });
});

test('calls any procedure, with its input from the line or from standard input', async () => {
  const environment = { FOYER_URL: server.url };
  const line = await foyer(['call', 'events.list', '{"when":"past"}'], { environment });
  expect(JSON.parse(line.out).items[0].asked).toEqual({ when: 'past' });
  const input = await foyer(['call', 'events.list', '-'], { environment, input: '{"when":"past"}' });
  expect(input.out).toBe(line.out);
});

test.each([
  [['call', 'events.drop'], 'There is no procedure events.drop. There are:'],
  [['call', 'events.list', '[1]'], 'The input is no JSON object'],
  [['call', 'events.list', '{'], 'The input is no JSON object'],
  [['call'], 'It wants a procedure'],
  [['events', 'get'], 'It wants the id of an event'],
  [['events', 'get', 'a', 'b'], 'got b as well'],
  [['events', 'list', '--limit', 'many'], '--limit wants a number'],
  [['events', 'dance'], 'There is no command events dance'],
  [['whoami', '--limit', '5'], 'foyer whoami takes no --limit'],
  [['whoami', '--loud'], '--loud'],
  [['whoami', 'now'], 'It takes nothing more; got now'],
  [['sign-in', 'person@example.org'], 'It wants the code from the mail'],
])('refuses %j, and says why', async (words, complaint) => {
  const ran = await foyer(words, { environment: { FOYER_URL: server.url } });
  expect(ran).toMatchObject({ code: 2, out: '' });
  expect(ran.err).toContain(complaint);
  expect(ran.err).not.toContain('    at ');
});

test('asks which server is meant', async () => {
  expect((await foyer(['whoami'])).err).toContain('Which server?');
  expect(await foyer(['whoami', '--url', 'foyer.example.org'])).toMatchObject({ code: 2 });
});

test('says that the server cannot be reached, and that something else answers', async () => {
  await server.stop();
  const gone = await foyer(['events', 'list', '--url', server.url]);
  expect(gone).toMatchObject({ code: 3, err: 'foyer: The server cannot be reached.\n' });

  const other = createServer((_request, response) => response.end('<html>'));
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  expect(await foyer(['events', 'list', '--url', url])).toMatchObject({ code: 3 });
  other.close();
  server = await startSmallServer();
});

test.each([[['--help']], [['events', '--help']], [['help', 'superuser', 'create']], [[]]])(
  'explains itself: %j',
  async (words) => {
    const ran = await foyer(words);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toMatch(/^Usage: foyer /);
  },
);

test('makes the link of a superuser, with the key of this machine', async () => {
  const keys: unknown[] = [];
  const enrolment = { url: 'https://foyer.example.org/enrol#token', expiresAt: '2027-03-14T18:30:00.000Z' };
  const admin = createServer(({ method, url, headers }, response) => {
    keys.push(headers.authorization);
    const isRight = method === 'POST' && url === '/enrolments' && headers.authorization === 'Bearer secret';
    response.writeHead(isRight ? 200 : 401).end(isRight ? JSON.stringify(enrolment) : '{}');
  });
  await new Promise<void>((resolve) => admin.listen(0, '127.0.0.1', resolve));
  const create = [
    'superuser',
    'create',
    '--admin-url',
    `http://127.0.0.1:${(admin.address() as AddressInfo).port}`,
  ];

  const keyless = await foyer(create);
  expect(keyless.code).toBe(2);
  expect(keyless.err).toContain('.foyer/admin.key cannot be read (ENOENT)');

  await mkdir(join(home, '.foyer'));
  await writeFile(join(home, '.foyer/admin.key'), 'secret\n');
  const made = await foyer(create);
  expect(made).toMatchObject({
    code: 0,
    out: `${enrolment.url}\nIt works once, until ${enrolment.expiresAt}.\n`,
  });
  expect(JSON.parse((await foyer([...create, '--json'])).out)).toEqual(enrolment);

  const refused = await foyer(create, { environment: { ADMIN_KEY: 'wrong' } });
  expect(refused.code).toBe(1);
  expect(refused.err).toContain('refuses this key');
  expect(keys).toEqual(['Bearer secret', 'Bearer secret', 'Bearer wrong']);
  await new Promise((resolve) => admin.close(resolve));
  expect(await foyer(create)).toMatchObject({ code: 3 });
});

test('shows what signs the calls to the operator’s webhook, or says that there is none', async () => {
  const webhook = { url: 'https://hooks.example.org/foyer', signingSecret: 'whsec_c2VjcmV0' };
  const none = { error: { code: 'NO_INITIAL_WEBHOOK', message: 'There is no webhook yet.' } };
  let isThere = false;
  const admin = createServer(({ method, url }, response) => {
    const isRight = method === 'GET' && url === '/initial-webhook';
    response.writeHead(isRight && isThere ? 200 : 404).end(JSON.stringify(isThere ? webhook : none));
  });
  await new Promise<void>((resolve) => admin.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(admin.address() as AddressInfo).port}`;
  const show = () =>
    foyer(['superuser', 'webhook-secret', '--admin-url', url], { environment: { ADMIN_KEY: 'secret' } });
  expect(await show()).toMatchObject({ code: 1, err: 'foyer: There is no webhook yet.\n' });
  isThere = true;
  expect(await show()).toMatchObject({
    code: 0,
    out: `${webhook.signingSecret}\nIt signs what is sent to ${webhook.url}.\n`,
  });
  await new Promise((resolve) => admin.close(resolve));
});
