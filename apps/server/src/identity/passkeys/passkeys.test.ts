import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { ask, tally } from '../../testing/ask.ts';
import { createAuthenticator } from '../../testing/authenticator.ts';
import { BEHIND_PROXY } from '../../testing/other-network.ts';
import { passTime } from '../../testing/pass-time.ts';
import {
  addPasskey,
  asNobody,
  asPerson,
  personAt,
  personWithPasskey,
  signInBy,
} from '../../testing/passkeys.ts';
import { givePassword, renewToken } from '../../testing/people.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    ...BEHIND_PROXY,
    ALLOW_ORIGINS: 'https://app.example.org,https://other.example.org',
  });
});
afterAll(() => server?.stop());

const newPasskey = (made: Partial<Parameters<typeof createAuthenticator>[0]> = {}) =>
  createAuthenticator({ origin: server.url, ...made });
const listOf = async (person: { token: string }) =>
  (await ask(asPerson(server, person), 'passkeys.list')).data.items;
const chooseAsSecondFactor = (accountId: string, confirmed: string) =>
  server.database.query(
    `insert into second_factor (id, account_id, kind, created_at, confirmed_at)
     values ('${newId()}', '${accountId}', 'passkey', now(), ${confirmed})`,
  );

describe('adding a passkey', () => {
  it('offers the browser what it needs to make one that signs in by itself', async () => {
    const person = await personAt(server);
    const { data } = await ask(asPerson(server, person), 'passkeys.startRegistration');
    expect(data.options).toMatchObject({
      rp: { id: 'localhost' },
      user: { name: person.address },
      attestation: 'none',
      excludeCredentials: [],
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      timeout: 5 * MINUTE_MS,
    });
    const handle = Buffer.from(data.options.user.id, 'base64url');
    expect(handle.toString('hex')).toBe(person.accountId.replaceAll('-', ''));
    expect(Buffer.from(data.options.challenge, 'base64url')).toHaveLength(32);
  });

  it.each(['ES256', 'EdDSA', 'RS256'] as const)('takes %s, and signs in by it', async (algorithm) => {
    const { passkey, accountId } = await personWithPasskey(server, { algorithm });
    expect((await signInBy(server, passkey)).data.session?.account.id).toBe(accountId);
  });

  it('lists it with what it is, and names it to browsers so that it is not made twice', async () => {
    const person = await personAt(server);
    const passkey = newPasskey({ transports: ['internal', 'hybrid', 'internal'] });
    const added = await addPasskey(server, person, { passkey, deviation: { isBackedUp: true } });
    expect(await listOf(person)).toEqual([added.data]);
    expect(added.data).toMatchObject({
      credentialId: passkey.credentialId,
      isBackupEligible: true,
      isBackedUp: true,
      transports: ['hybrid', 'internal'],
      lastUsedAt: null,
    });
    const again = await ask(asPerson(server, person), 'passkeys.startRegistration');
    expect(again.data.options.excludeCredentials).toEqual([
      { type: 'public-key', id: passkey.credentialId, transports: ['hybrid', 'internal'] },
    ]);
  });

  it.each([
    ['fbfc3007-154e-4ecc-8c0b-6e020557d7bd', 'iCloud Keychain'],
    ['ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4', 'Google Password Manager'],
    ['08987058-cadc-4b81-b6e1-30de50dcbe96', 'Windows Hello'],
    ['bada5566-a7aa-401f-bd96-45619a55120d', '1Password'],
    ['00000000-0000-0000-0000-000000000000', 'Passkey'],
  ])('calls a passkey of %s %s', async (aaguid, name) => {
    const person = await personAt(server);
    expect((await addPasskey(server, person, { passkey: newPasskey({ aaguid }) })).data.name).toBe(name);
  });

  it('keeps the name that its owner gives, and refuses one that is no line', async () => {
    const person = await personAt(server);
    const added = await addPasskey(server, person, { passkey: newPasskey(), name: ' My key ' });
    expect(added.data.name).toBe('My key');
    const rename = (name: string) =>
      ask(asPerson(server, person), 'passkeys.rename', { passkeyId: added.data.id, name });
    expect((await rename('Work')).data.name).toBe('Work');
    expect((await listOf(person)).map(({ name }) => name)).toEqual(['Work']);
    for (const bad of ['', '  ', 'a\nb', 'x'.repeat(81)])
      expect((await rename(bad)).outcome).toBe('BAD_INPUT');
  });

  it('tells the owner by mail, and writes it into the audit trail', async () => {
    const person = await personWithPasskey(server);
    const mail = await until(async () => (await server.mailsTo(person.address))[0], 'the owner was told');
    expect(mail.text).toContain('/not-me?token=');
    const audited = await server.database.query(
      `select action, actor_id from audit_entry where subject_id = '${person.accountId}'`,
    );
    expect(audited).toEqual([{ action: 'security.passkey-added', actor_id: person.accountId }]);
  });

  it('reads no attestation, so that no address in its certificates is asked', async () => {
    const person = await personAt(server);
    const attStmt = new Map<string, never>([['x5c', [new Uint8Array([1, 2, 3])] as never]]);
    const added = await addPasskey(server, person, {
      passkey: newPasskey(),
      deviation: { statement: { fmt: 'packed', attStmt } },
    });
    expect(added.outcome).toBe('OK');
  });

  it('A19 refuses a credential that is another account’s', async () => {
    const owner = await personWithPasskey(server);
    const person = await personAt(server);
    const credentialId = Buffer.from(owner.passkey.credentialId, 'base64url');
    const added = await addPasskey(server, person, { passkey: newPasskey(), deviation: { credentialId } });
    expect(added.outcome).toBe('PASSKEY_REFUSED');
    expect(await listOf(person)).toEqual([]);
    expect((await signInBy(server, owner.passkey)).data.session?.account.id).toBe(owner.accountId);
  });

  it('has room for twenty, also when many come at once', async () => {
    const person = await personAt(server);
    for (let added = 0; added < 17; added++) await addPasskey(server, person, { passkey: newPasskey() });
    const begun = await Promise.all(
      Array.from({ length: 6 }, () => ask(asPerson(server, person), 'passkeys.startRegistration')),
    );
    const answers = await Promise.all(
      begun.map(({ data }) =>
        ask(asPerson(server, person), 'passkeys.register', {
          ceremonyId: data.ceremonyId,
          response: newPasskey().create(data.options),
        }),
      ),
    );
    expect(tally(answers)).toEqual({ OK: 3, PASSKEY_LIMIT: 3 });
    expect((await ask(asPerson(server, person), 'passkeys.startRegistration')).outcome).toBe('PASSKEY_LIMIT');
  });
});

describe('removing a passkey', () => {
  it('signs nobody in by it any more, and tells the owner', async () => {
    const { passkey, passkeyId, ...person } = await personWithPasskey(server);
    expect((await ask(asPerson(server, person), 'passkeys.remove', { passkeyId })).outcome).toBe('OK');
    expect(await listOf(person)).toEqual([]);
    expect((await signInBy(server, passkey)).outcome).toBe('PASSKEY_UNKNOWN');
    await until(async () => (await server.mailsTo(person.address)).length === 2, 'the owner was told twice');
    expect((await ask(asPerson(server, person), 'passkeys.remove', { passkeyId })).outcome).toBe(
      'PASSKEY_NOT_FOUND',
    );
  });

  it('A8 keeps the last one while passkeys are the second factor, also when two are removed at once', async () => {
    const { passkeyId, ...person } = await personWithPasskey(server);
    const second = await addPasskey(server, person, { passkey: newPasskey() });
    await chooseAsSecondFactor(person.accountId, 'now()');
    const remove = (id: string) => ask(asPerson(server, person), 'passkeys.remove', { passkeyId: id });
    const answers = await Promise.all([remove(passkeyId), remove(second.data.id)]);
    expect(tally(answers)).toEqual({ OK: 1, PASSKEY_NEEDED: 1 });
    expect(await listOf(person)).toHaveLength(1);
  });

  it('A8 keeps the last one while it is all that stands beside the mailbox', async () => {
    const owner = await personWithPasskey(server);
    await server.database.query(
      `insert into second_factor (id, account_id, kind, created_at, confirmed_at)
       values ('${newId()}', '${owner.accountId}', 'mail-code', now(), now())`,
    );
    const remove = () => ask(asPerson(server, owner), 'passkeys.remove', { passkeyId: owner.passkeyId });
    expect((await remove()).outcome).toBe('PASSKEY_NEEDED');
    await givePassword({ databaseUrl: server.database.url }, owner.accountId, 'seven lanterns');
    expect((await remove()).outcome).toBe('OK');
  });

  it('lets the last one go while the second factor was chosen and never confirmed', async () => {
    const { passkeyId, ...person } = await personWithPasskey(server);
    await chooseAsSecondFactor(person.accountId, 'null');
    expect((await ask(asPerson(server, person), 'passkeys.remove', { passkeyId })).outcome).toBe('OK');
  });
});

describe('who may', () => {
  it('A4 nobody names or removes the passkey of somebody else, or sees it', async () => {
    const { passkeyId, ...owner } = await personWithPasskey(server);
    const stranger = await personAt(server);
    const renamed = await ask(asPerson(server, stranger), 'passkeys.rename', { passkeyId, name: 'Mine' });
    const removed = await ask(asPerson(server, stranger), 'passkeys.remove', { passkeyId });
    expect([renamed.outcome, removed.outcome]).toEqual(['PASSKEY_NOT_FOUND', 'PASSKEY_NOT_FOUND']);
    expect(await listOf(stranger)).toEqual([]);
    expect((await listOf(owner)).map(({ name }) => name)).toEqual(['Passkey']);
  });

  it('A5 an old sign-in adds and removes nothing, but may still look and give names', async () => {
    const { passkeyId, ...owner } = await personWithPasskey(server);
    const started = await ask(asPerson(server, owner), 'passkeys.startRegistration');
    await passTime(server, 11 * MINUTE_MS);
    const person = asPerson(server, await renewToken(server, owner));
    const register = {
      ceremonyId: started.data.ceremonyId,
      response: newPasskey().create(started.data.options),
    };
    expect((await ask(person, 'passkeys.startRegistration')).outcome).toBe('REAUTHENTICATION_REQUIRED');
    expect((await ask(person, 'passkeys.register', register)).outcome).toBe('REAUTHENTICATION_REQUIRED');
    expect((await ask(person, 'passkeys.remove', { passkeyId })).outcome).toBe('REAUTHENTICATION_REQUIRED');
    expect((await ask(person, 'passkeys.rename', { passkeyId, name: 'Old' })).outcome).toBe('OK');
    expect((await ask(person, 'passkeys.list')).data.items.map(({ name }) => name)).toEqual(['Old']);
  });

  it('wants a sign-in for all of it', async () => {
    const inputs = { passkeyId: newId(), name: 'x' };
    for (const name of ['list', 'startRegistration', 'rename', 'remove'] as const)
      expect((await ask(asNobody(server), `passkeys.${name}`, inputs)).outcome).toBe('SIGN_IN_REQUIRED');
  });
});

it('publishes the origins whose pages may use the passkeys, and takes passkeys made there', async () => {
  const response = await fetch(`${server.url}/.well-known/webauthn`);
  expect(response.headers.get('content-type')).toContain('application/json');
  expect(await response.json()).toEqual({
    origins: [server.url, 'https://app.example.org', 'https://other.example.org'],
  });
  const { passkey, accountId } = await personWithPasskey(server, { origin: 'https://app.example.org' });
  expect((await signInBy(server, passkey)).data.session?.account.id).toBe(accountId);
});
