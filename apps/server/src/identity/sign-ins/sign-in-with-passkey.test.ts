import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { ask } from '../../testing/ask.ts';
import { createAuthenticator } from '../../testing/authenticator.ts';
import { BEHIND_PROXY } from '../../testing/other-network.ts';
import { answer, asNobody, personAt, personWithPasskey, signInBy } from '../../testing/passkeys.ts';
import { newAddress, signUp } from '../../testing/sign-up.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(BEHIND_PROXY);
});
afterAll(() => server?.stop());

const begin = async (address?: string) =>
  (await ask(asNobody(server), 'signIns.startPasskey', address === undefined ? {} : { address })).data;
const lengthOf = (id: string) => Buffer.from(id, 'base64url').length;

describe('signing in with a passkey', () => {
  it('needs no address: the passkey tells whose it is', async () => {
    const owner = await personWithPasskey(server);
    const begun = await begin();
    expect(begun.options).toMatchObject({
      rpId: 'localhost',
      allowCredentials: [],
      userVerification: 'required',
    });
    const { data } = await answer(server, begun, owner.passkey);
    expect(data).toMatchObject({ secondFactor: null, session: { account: { id: owner.accountId } } });
    const [session] = await server.database.query(
      `select factors from session where id = '${data.session?.sessionId}'`,
    );
    expect(session).toEqual({ factors: ['passkey'] });
    const me = { url: server.url, token: data.session?.accessToken };
    expect((await ask(me, 'accounts.me')).data.id).toBe(owner.accountId);
  });

  it('names the passkeys of an address, in whatever spelling', async () => {
    const owner = await personWithPasskey(server);
    const spelt = ` ${owner.address.toUpperCase()} `;
    expect((await begin(spelt)).options.allowCredentials).toEqual([
      { type: 'public-key', id: owner.passkey.credentialId, transports: ['hybrid', 'internal'] },
    ]);
    expect((await signInBy(server, owner.passkey, { address: spelt })).outcome).toBe('OK');
  });

  it('owes no second factor, because it is two in one', async () => {
    const owner = await personWithPasskey(server);
    await server.database.query(
      `insert into second_factor (id, account_id, kind, created_at, confirmed_at)
       values ('${newId()}', '${owner.accountId}', 'totp', now(), now())`,
    );
    expect((await signInBy(server, owner.passkey)).data.secondFactor).toBeNull();
  });

  it('puts the refresh token into the cookie of a browser', async () => {
    const { passkey } = await personWithPasskey(server);
    const begun = await begin();
    const signedIn = await ask(asNobody(server), 'signIns.withPasskey', {
      ceremonyId: begun.ceremonyId,
      response: passkey.get(begun.options),
      deliver: 'cookie',
    });
    expect(signedIn.data.session?.refreshToken).toBeNull();
    expect(signedIn.headers.get('set-cookie')).toMatch(/HttpOnly/);
  });

  it('refuses whoever has been closed out, after the passkey has been checked', async () => {
    const owner = await personWithPasskey(server);
    await server.database.query(`update account set disabled_at = now() where id = '${owner.accountId}'`);
    expect((await signInBy(server, owner.passkey)).outcome).toBe('ACCOUNT_DISABLED');
    const wrong = await signInBy(server, owner.passkey, { deviation: { isVerified: false } });
    expect(wrong.outcome).toBe('PASSKEY_REFUSED');
  });

  it('A2 takes no account from the body', async () => {
    const [owner, victim] = [await personWithPasskey(server), await personAt(server)];
    const begun = await begin();
    const { data } = await ask(asNobody(server), 'signIns.withPasskey', {
      ceremonyId: begun.ceremonyId,
      response: owner.passkey.get(begun.options),
      accountId: victim.accountId,
      userId: victim.accountId,
    });
    expect(data.session?.account.id).toBe(owner.accountId);
  });

  it('refuses what is no response', async () => {
    const { passkey } = await personWithPasskey(server);
    const { ceremonyId, options } = await begin();
    const response = passkey.get(options);
    for (const wrong of [{}, { ...response, id: '' }, { ...response, id: 'a+b' }, { ...response, type: 'x' }])
      expect(
        (await ask(asNobody(server), 'signIns.withPasskey', { ceremonyId, response: wrong })).outcome,
      ).toBe('BAD_INPUT');
  });
});

describe('A18 whether an address is known is not told', () => {
  it('by what is asked for: an unknown one, and one without passkeys, have such as a known one has', async () => {
    const { account } = await signUp(server);
    const addresses = [account.address, ...Array.from({ length: 150 }, newAddress)];
    const begun = await Promise.all(addresses.map((address) => begin(address)));
    const known = await personWithPasskey(server);
    const real = (await begin(known.address)).options;
    for (const { options } of begun) {
      expect(Object.keys(options)).toEqual(Object.keys(real));
      expect(options.allowCredentials.length).toBeGreaterThan(0);
      for (const one of options.allowCredentials)
        expect(Object.keys(one)).toEqual(Object.keys(real.allowCredentials[0] ?? {}));
    }
    const credentials = begun.flatMap(({ options }) => options.allowCredentials);
    expect(new Set(credentials.map(({ id }) => id)).size).toBe(credentials.length);
    expect(new Set(credentials.map(({ id }) => lengthOf(id)))).toEqual(new Set([16, 20, 32, 48]));
  });

  it('by asking twice: the answer of one address stays the same, in whatever spelling', async () => {
    const address = newAddress();
    const first = (await begin(address)).options.allowCredentials;
    expect((await begin(address.toUpperCase())).options.allowCredentials).toEqual(first);
  });

  it('by answering: a forged signature is refused alike for a real passkey and an imitated one', async () => {
    const known = await personWithPasskey(server);
    const forger = createAuthenticator({ origin: server.url });
    const forge = async (address: string) => {
      const begun = await begin(address);
      const credentialId = Buffer.from(begun.options.allowCredentials[0]?.id ?? '', 'base64url');
      const { status, fault } = await answer(server, begun, forger, { credentialId });
      return { status, fault: { ...fault, requestId: '' } };
    };
    const refused = await forge(known.address);
    expect(refused.fault.code).toBe('PASSKEY_REFUSED');
    expect(await forge(newAddress())).toEqual(refused);
  });

  it('by answering with one’s own passkey, which signs in neither there nor there', async () => {
    const [owner, known] = [await personWithPasskey(server), await personWithPasskey(server)];
    const outcomes = [];
    for (const address of [known.address, newAddress()])
      outcomes.push((await signInBy(server, owner.passkey, { address })).outcome);
    expect(outcomes).toEqual(['PASSKEY_REFUSED', 'PASSKEY_REFUSED']);
  });

  it('and a passkey that nobody has is told from one that was refused, so that browsers may hide it', async () => {
    const forger = createAuthenticator({ origin: server.url });
    for (const bytes of [16, 20, 32, 48, 64]) {
      const credentialId = randomBytes(bytes);
      expect((await signInBy(server, forger, { deviation: { credentialId } })).outcome).toBe(
        'PASSKEY_UNKNOWN',
      );
    }
  });
});
