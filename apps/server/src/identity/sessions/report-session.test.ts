import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../../testing/ask.ts';
import { createAuthenticator } from '../../testing/authenticator.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { addPasskey, asPerson, personAt, signInBy } from '../../testing/passkeys.ts';
import type { Person } from '../../testing/people.ts';
import { signIn } from '../../testing/sign-up.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(BEHIND_PROXY);
});
afterAll(() => server?.stop());

const newPasskey = () => createAuthenticator({ origin: server.url });
const makeKey = async (person: Pick<Person, 'token'>) =>
  (
    await ask(asPerson(server, person), 'apiKeys.create', {
      name: 'A tool',
      scopes: ['accounts:read'],
      expiresInDays: 365,
    })
  ).data.key;
const mayRead = async (key: string) =>
  (await ask({ url: server.url, token: key, headers: otherNetwork() }, 'accounts.me')).outcome;

/** What the link in the mail about something holds. */
async function linkAbout(address: string, subject: RegExp): Promise<string> {
  const mail = await until(
    async () => (await server.mailsTo(address)).find((one) => subject.test(one.subject)),
    `${address} was told`,
  );
  return /\/not-me\?token=([\w-]+)/.exec(mail.text)?.[1] ?? '';
}

/** An owner, and a stranger in their account, each with a passkey and a key of their own. */
async function breakIn() {
  const owner = await personAt(server);
  const ownersPasskey = newPasskey();
  await addPasskey(server, owner, { passkey: ownersPasskey });
  const ownersKey = await makeKey(owner);
  const session = await signIn(server, owner.address, { ...otherNetwork(), 'user-agent': 'foyer-cli' });
  const stranger = { ...owner, token: session.accessToken, sessionId: session.sessionId };
  const passkey = newPasskey();
  expect((await addPasskey(server, stranger, { passkey })).outcome).toBe('OK');
  return { owner, ownersPasskey, ownersKey, passkey, key: await makeKey(stranger) };
}

describe('saying that it was not me', () => {
  it('ends the keys and the passkeys that the session has made, and no others', async () => {
    const { owner, ownersPasskey, ownersKey, passkey, key } = await breakIn();
    const token = await linkAbout(owner.address, /new device/i);
    expect((await ask(server.url, 'sessions.report', { token })).data).toEqual({ ended: 1 });
    expect(await mayRead(key)).toBe('SIGN_IN_REQUIRED');
    expect((await signInBy(server, passkey)).outcome).toBe('PASSKEY_UNKNOWN');
    expect(await mayRead(ownersKey)).toBe('OK');
    expect((await signInBy(server, ownersPasskey)).outcome).toBe('OK');
    const audited = await server.database.query(
      `select details from audit_entry where action = 'session.reported' and subject_id = '${owner.accountId}'`,
    );
    expect(audited).toMatchObject([{ details: { ended: 1, apiKeys: 1, passkeys: 1 } }]);
  });

  it('ends them also when the session was over already', async () => {
    const owner = await personAt(server);
    const key = await makeKey(owner);
    await ask(asPerson(server, owner), 'sessions.signOut');
    const token = await linkAbout(owner.address, /API key/);
    expect((await ask(server.url, 'sessions.report', { token })).data).toEqual({ ended: 0 });
    expect(await mayRead(key)).toBe('SIGN_IN_REQUIRED');
  });
});
