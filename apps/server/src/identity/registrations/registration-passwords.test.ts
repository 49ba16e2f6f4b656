import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { ask } from '../../testing/ask.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { newAddress, requestSignIn, signIn, signUp } from '../../testing/sign-up.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { PASSWORD, signInWithPassword, signUpWithPassword } from '../../testing/with-password.ts';

const STRANGERS = 'what a stranger chose';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(BEHIND_PROXY);
});
afterAll(() => server?.stop());

const caller = () => ({ url: server.url, headers: otherNetwork() });
const enter = (address: string, password: string) => signInWithPassword(server, address, password);

/** Starts a registration and reads its code. */
async function start(address: string, password?: string) {
  const codes = (await server.codesTo(address)).length;
  const started = await ask(caller(), 'registrations.start', {
    address,
    fullName: 'Ada Example',
    ...(password !== undefined && { password }),
  });
  return { ticket: started.data.ticket, code: await server.codeFor(address, codes + 1) };
}
const verify = (code: { ticket: string; code: string }) => ask(caller(), 'registrations.verify', code);

describe('a password that is given with a registration', () => {
  it('signs in once the code has been redeemed, and is kept nowhere in the clear', async () => {
    const address = newAddress();
    const code = await start(address, PASSWORD);
    const intent = JSON.stringify(await server.database.query('select * from one_time_code'));
    expect(intent).not.toMatch(/argon2|lanterns/);
    expect((await enter(address, PASSWORD)).outcome).toBe('CREDENTIALS_WRONG');
    const verified = await verify(code);
    expect((await enter(address, PASSWORD)).data.session?.account.id).toBe(verified.data.session?.account.id);
  });

  it('is refused when it is weak, for a known address as for an unknown one', async () => {
    const { account } = await signUp(server, { headers: otherNetwork() });
    const refusals = [];
    for (const address of [account.address, newAddress()]) {
      const input = { address, fullName: 'Ada Example', password: 'password123' };
      refusals.push((await ask(caller(), 'registrations.start', input)).fault);
    }
    expect(refusals[0]).toMatchObject({ code: 'PASSWORD_WEAK', fields: [{ path: 'password' }] });
    expect({ ...refusals[0], requestId: '' }).toEqual({ ...refusals[1], requestId: '' });
  });

  it('A1 of a stranger never works when the owner registers without one', async () => {
    const address = newAddress();
    await start(address, STRANGERS);
    const owner = await verify(await start(address));
    expect((await enter(address, STRANGERS)).outcome).toBe('CREDENTIALS_WRONG');
    const status = await ask(
      { url: server.url, token: owner.data.session?.accessToken ?? '' },
      'passwords.status',
    );
    expect(status.data).toEqual({ isSet: false, changedAt: null });
  });

  it('A1 of a stranger never works when the owner registers with another', async () => {
    const address = newAddress();
    await start(address, STRANGERS);
    await verify(await start(address, PASSWORD));
    expect((await enter(address, STRANGERS)).outcome).toBe('CREDENTIALS_WRONG');
    expect((await enter(address, PASSWORD)).outcome).toBe('OK');
  });

  it('A1 of a stranger never works, even if the owner redeems that code as well', async () => {
    const address = newAddress();
    const strangers = await start(address, STRANGERS);
    const own = await start(address, PASSWORD);
    const first = await verify(own);
    const second = await verify(strangers);
    expect(second.data.session?.account.id).toBe(first.data.session?.account.id);
    expect((await enter(address, STRANGERS)).outcome).toBe('CREDENTIALS_WRONG');
    expect((await enter(address, PASSWORD)).outcome).toBe('OK');
  });

  it('A1 changes nothing for an account that is there, with a password or without', async () => {
    const without = await signUp(server, { headers: otherNetwork() });
    const having = await signUpWithPassword(server);
    for (const { account } of [without, having]) {
      const input = { address: account.address, fullName: 'Mallory', password: STRANGERS };
      expect((await ask(caller(), 'registrations.start', input)).outcome).toBe('OK');
      expect((await enter(account.address, STRANGERS)).outcome).toBe('CREDENTIALS_WRONG');
    }
    expect((await enter(having.address, PASSWORD)).outcome).toBe('OK');
  });

  it('A1 changes nothing for the account that a one-time link makes a superuser', async () => {
    const held = await signUpWithPassword(server);
    const enrolmentToken = new URL(await server.enrolmentUrl()).hash.slice(1);
    const codes = (await server.codesTo(held.address)).length;
    const started = await ask(caller(), 'registrations.start', {
      address: held.address,
      fullName: 'Ada Example',
      password: STRANGERS,
      enrolmentToken,
    });
    const code = await server.codeFor(held.address, codes + 1);
    expect((await verify({ ticket: started.data.ticket, code })).outcome).toBe('OK');
    expect((await enter(held.address, STRANGERS)).outcome).toBe('CREDENTIALS_WRONG');
    expect((await enter(held.address, PASSWORD)).outcome).toBe('OK');
  });
});

describe('an account whose address nobody has confirmed', () => {
  /** As a stranger would have prepared it: a password, a session, a second factor, a key. */
  async function prepare() {
    const held = await signUpWithPassword(server, STRANGERS);
    const { id } = held.account;
    await server.database.query(`
      update account set address_verified_at = null where id = '${id}';
      insert into second_factor (id, account_id, kind, created_at, confirmed_at)
        values ('${newId()}', '${id}', 'totp', now(), now());
      insert into recovery_code (hash, account_id, created_at) values ('hash of ${id}', '${id}', now());
      insert into passkey (id, account_id, credential_id, public_key, transports, aaguid, name, is_backup_eligible, is_backed_up, created_at)
        values ('${newId()}', '${id}', '${id}', '', '[]', '', 'theirs', false, false, now());
      insert into api_key (id, account_id, name, hash, ending, scopes, created_at, expires_at)
        values ('${newId()}', '${id}', 'theirs', '${id}', '', '[]', now(), now() + interval '1 year')`);
    return held;
  }

  async function expectNothingLeft(held: Awaited<ReturnType<typeof prepare>>) {
    const left = await server.database.query(`
      select (select count(*)::int from password where account_id = a.id) as passwords,
             (select count(*)::int from second_factor where account_id = a.id) as factors,
             (select count(*)::int from recovery_code where account_id = a.id) as codes,
             (select count(*)::int from passkey where account_id = a.id) as passkeys,
             (select count(*)::int from api_key where account_id = a.id and revoked_at is null) as keys,
             address_verified_at is not null as verified
      from account a where id = '${held.account.id}'`);
    expect(left).toEqual([{ passwords: 0, factors: 0, codes: 0, passkeys: 0, keys: 0, verified: true }]);
    expect((await enter(held.address, STRANGERS)).outcome).toBe('CREDENTIALS_WRONG');
    const me = await ask({ url: server.url, token: held.accessToken }, 'accounts.me');
    expect(me.outcome).toBe('SIGN_IN_REQUIRED');
    const refreshed = await ask(caller(), 'sessions.refresh', { refreshToken: held.refreshToken });
    expect(refreshed.outcome).toBe('SESSION_ENDED');
  }

  it('A1 keeps nothing of what was set up before, once its owner signs in with a mailed code', async () => {
    const held = await prepare();
    const owner = await signIn(server, held.address, otherNetwork());
    await expectNothingLeft(held);
    expect((await ask({ url: server.url, token: owner.accessToken }, 'accounts.me')).outcome).toBe('OK');
  });

  it('A1 keeps nothing either once its owner recovers it', async () => {
    const held = await prepare();
    const codes = (await server.codesTo(held.address)).length;
    const sent = await ask(caller(), 'recoveries.start', { address: held.address });
    const code = await server.codeFor(held.address, codes + 1);
    const redeemed = await ask(caller(), 'recoveries.redeem', { ticket: sent.data.ticket, code });
    expect(redeemed.data.secondFactor).toBeNull();
    await expectNothingLeft(held);
  });

  it('A1 is not claimed by a wrong code', async () => {
    const held = await prepare();
    const sent = await requestSignIn(server, held.address, otherNetwork());
    await ask(caller(), 'signIns.redeemCode', { ...sent, code: '00000000' });
    const kept = await server.database.query(
      `select address_verified_at from account where id = '${held.account.id}'`,
    );
    expect(kept).toEqual([{ address_verified_at: null }]);
  });
});
