import { createClient } from '@foyer/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FRESH_MS } from '../../kernel/assurance.ts';
import { MINUTE_MS, SECOND_MS } from '../../kernel/clock.ts';
import { passTime } from '../../testing/pass-time.ts';
import { signUp } from '../../testing/sign-up.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ JWT_EXPIRE_MINS: '1440' });
});
afterAll(() => server?.stop());

/** Somebody who uses the SDK, and has been signed in for longer than what is fresh. */
async function stalePerson(send: typeof fetch = fetch) {
  const { address } = (await signUp(server)).account;
  const codes = (await server.codesTo(address)).length;
  const client = createClient({ url: server.url, fetch: send, onReauthenticationRequired: confirm });
  const { ticket } = await client.signIns.requestCode({ address });
  await client.signIns.redeemCode({ ticket, code: await server.codeFor(address, codes + 1) });
  await passTime(server, FRESH_MS + SECOND_MS);
  return client;

  async function confirm(): Promise<boolean> {
    const known = (await server.codesTo(address)).length;
    const asked = await client.reauthentications.requestCode();
    const code = await server.codeFor(address, known + 1);
    const { freshUntil } = await client.reauthentications.withCode({ ticket: asked.ticket, code });
    return freshUntil !== null;
  }
}

const newKey = (name: string) => ({ name, scopes: ['events:read' as const], expiresInDays: 1 });

it('A5 goes on with the tokens of the confirmation, in the same session, whatever else is called meanwhile', async () => {
  const client = await stalePerson();
  const before = await client.session.get();
  const calls = [
    client.apiKeys.create(newKey('one')),
    client.apiKeys.create(newKey('two')),
    client.accounts.me(),
    client.sessions.list(),
  ];
  expect(await Promise.all(calls)).toHaveLength(4);
  expect((await client.session.get())?.sessionId).toBe(before?.sessionId);
  await passTime(server, 23 * 60 * MINUTE_MS + 59 * MINUTE_MS);
  expect((await client.sessions.list()).items.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
});

it('A5 is signed in still when the answer was lost and the machine slept, and confirms once more', async () => {
  let lost = 0;
  const client = await stalePerson(async (url, init) => {
    const answer = await fetch(url, init);
    if (!String(url).includes('reauthentications.withCode') || lost > 0) return answer;
    lost += 1;
    // What was answered is not had again by the same call either: another answer took its place.
    await passTime(server, 3 * 60 * MINUTE_MS);
    throw new TypeError('the connection broke');
  });
  await client.apiKeys.create.safe(newKey('after a sleep')).catch(() => undefined);
  expect(lost).toBe(1);
  expect(await client.apiKeys.create(newKey('again'))).toMatchObject({ name: 'again' });
  await client.sessions.refresh();
  expect((await client.accounts.me()).id).toBeDefined();
});

it('A5 is signed in still when the answer was lost on its way, and confirms once more', async () => {
  let lost = 0;
  const client = await stalePerson(async (url, init) => {
    const answer = await fetch(url, init);
    if (!String(url).includes('reauthentications.withCode') || lost > 0) return answer;
    lost += 1;
    throw new TypeError('the connection broke');
  });
  // Whoever comes with the token from before may be somebody else: it is no proof of anything fresh.
  const first = await client.apiKeys.create.safe(newKey('after a loss'));
  expect(first).toMatchObject({ ok: false, error: { code: 'REAUTHENTICATION_REQUIRED' } });
  expect(lost).toBe(1);
  expect(await client.apiKeys.create(newKey('again'))).toMatchObject({ name: 'again' });
  await passTime(server, MINUTE_MS);
  await client.sessions.refresh();
  expect((await client.accounts.me()).id).toBeDefined();
});
