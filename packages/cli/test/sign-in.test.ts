import { mkdtemp, rm } from 'node:fs/promises';
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

const foyer = (words: string[], lines: string[] = []) =>
  runFoyer(words, {
    input: lines.map((line) => `${line}\n`).join(''),
    cwd: home,
    environment: { HOME: home, FOYER_URL: server.url },
  });
const signIn = (lines: string[], flags = ['--password']) =>
  foyer(['sign-in', 'person@example.org', ...flags], lines);

const SIGNED_IN = { code: 0, out: 'Signed in as A Person <person@example.org>.\n' };

test('signs in with a password that is asked for, and says it nowhere', async () => {
  const ran = await signIn(['correct horse']);
  expect(ran).toMatchObject(SIGNED_IN);
  expect(ran.err).not.toContain('correct horse');
  expect(await foyer(['whoami'])).toMatchObject({ code: 0 });
});

test('takes no password as an argument', async () => {
  expect(await signIn([], ['--password=correct horse'])).toMatchObject({ code: 2 });
  expect(await signIn([], ['--password', 'correct horse'])).toMatchObject({ code: 2 });
  expect(server.asked('signIns.withPassword')).toEqual([]);
});

test('refuses a wrong password, and wants one at all', async () => {
  expect(await signIn(['wrong'])).toMatchObject({ code: 1, err: expect.stringContaining('PASSWORD_WRONG') });
  expect(await signIn([])).toMatchObject({ code: 2, err: expect.stringContaining('It wants the password') });
});

test.each(['totp', 'mail-code', 'webhook-code', 'recovery-code'])(
  'shows the one second factor there is: %s',
  async (kind) => {
    server.state.factors = ['passkey', kind];
    expect(await signIn(['correct horse', `right ${kind}`])).toMatchObject(SIGNED_IN);
    const isSent = ['mail-code', 'webhook-code'].includes(kind);
    expect(server.asked('secondFactors.requestCode')).toHaveLength(isSent ? 1 : 0);
  },
);

test('asks which second factor when there are several', async () => {
  server.state.factors = ['totp', 'mail-code', 'recovery-code'];
  const ran = await signIn(['correct horse', '3', 'right recovery-code']);
  expect(ran).toMatchObject(SIGNED_IN);
  expect(ran.err).toContain('1  an authenticator app');
  expect(await signIn(['correct horse', '4'])).toMatchObject({ code: 2 });
});

test('asks again for a code that was wrong, three times at most', async () => {
  server.state.factors = ['totp'];
  expect(await signIn(['correct horse', 'wrong', 'right totp'])).toMatchObject(SIGNED_IN);
  expect(await signIn(['correct horse', 'wrong', 'wrong', 'wrong', 'right totp'])).toMatchObject({ code: 1 });
  expect(await signIn(['correct horse', 'wrong'])).toMatchObject({ code: 1 });
});

test('says where to go with a passkey alone', async () => {
  server.state.factors = ['passkey'];
  const ran = await signIn(['correct horse']);
  expect(ran).toMatchObject({ code: 2, err: expect.stringContaining('passkey') });
});

test('asks who it is when something wants a fresh sign-in, and then does it', async () => {
  await signIn(['12345678'], []);
  const stale = () =>
    server.state.refusals.push({
      path: 'sessions.end',
      status: 'FORBIDDEN',
      code: 'REAUTHENTICATION_REQUIRED',
    });
  stale();
  expect(await foyer(['sessions', 'end', 's1'], ['12345678'])).toMatchObject({
    code: 0,
    out: 'Signed out.\n',
  });
  expect(server.asked('sessions.end')).toHaveLength(2);
  stale();
  expect(await foyer(['sessions', 'end', 's1'])).toMatchObject({ code: 2 });
  stale();
  stale();
  expect(await foyer(['sessions', 'end', 's1'], ['12345678'])).toMatchObject({ code: 1 });
});
