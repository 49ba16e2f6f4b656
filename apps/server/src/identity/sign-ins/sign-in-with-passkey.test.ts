import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { ask } from '../../testing/ask.ts';
import { createAuthenticator } from '../../testing/authenticator.ts';
import { BEHIND_PROXY } from '../../testing/other-network.ts';
import {
  addPasskey,
  answer,
  asNobody,
  personAt,
  personWithPasskey,
  signInBy,
} from '../../testing/passkeys.ts';
import { newAddress, signUp } from '../../testing/sign-up.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(BEHIND_PROXY);
});
afterAll(() => server?.stop());

const begin = async (address?: string) =>
  (await ask(asNobody(server), 'signIns.startPasskey', address === undefined ? {} : { address })).data;

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

  it('by an address, in whatever spelling, signs in nobody else', async () => {
    const [owner, other] = [await personWithPasskey(server), await personWithPasskey(server)];
    const address = ` ${owner.address.toUpperCase()} `;
    expect((await signInBy(server, other.passkey, { address })).outcome).toBe('PASSKEY_REFUSED');
    const { data } = await signInBy(server, owner.passkey, { address });
    expect(data.session?.account.id).toBe(owner.accountId);
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
  it('by what is asked for: no passkey is named, however many there are, or none, or nobody', async () => {
    const owner = await personWithPasskey(server);
    for (const count of [2, 3])
      await addPasskey(server, owner, {
        passkey: createAuthenticator({ origin: server.url }),
        name: `Passkey ${count}`,
      });
    const { account } = await signUp(server);
    for (const address of [owner.address, account.address, newAddress()]) {
      const begun = await begin(address);
      expect(begun).toEqual({
        ceremonyId: expect.any(String),
        options: { ...(await begin()).options, challenge: expect.any(String) },
      });
      expect(begun.options.allowCredentials).toEqual([]);
    }
  });

  it('by answering: a forged signature of a passkey that is known is refused alike', async () => {
    const known = await personWithPasskey(server);
    const forger = createAuthenticator({ origin: server.url });
    const forge = async (address: string) => {
      const credentialId = Buffer.from(known.passkey.credentialId, 'base64url');
      const { status, fault } = await answer(server, await begin(address), forger, { credentialId });
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
