import * as argon2 from '@node-rs/argon2';
import * as bcrypt from '@node-rs/bcrypt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { ask, tally } from '../../testing/ask.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { passTime } from '../../testing/pass-time.ts';
import { newAddress, signIn, signUp } from '../../testing/sign-up.ts';
import { type SpawnedServer, spawnBeside } from '../../testing/spawn-server.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { PASSWORD, signInWithPassword, signUpWithPassword } from '../../testing/with-password.ts';

let server: TestServer;
let other: SpawnedServer;
beforeAll(async () => {
  server = await startTestServer(BEHIND_PROXY);
  other = await spawnBeside(server, BEHIND_PROXY);
});
afterAll(async () => {
  await other?.stop();
  await server?.stop();
});

const enter = (address: string, password = PASSWORD, at: { url: string } = server) =>
  signInWithPassword(at, address, password);
const hashOf = async (accountId: string) =>
  (await server.database.query(`select hash from password where account_id = '${accountId}'`))[0]?.hash;
const keepHash = (accountId: string, hash: string) =>
  server.database.query(
    `insert into password (account_id, hash, changed_at) values ('${accountId}', '${hash}', now())`,
  );

describe('a password', () => {
  it('signs in to a session of its own, whatever the case of the address', async () => {
    const held = await signUpWithPassword(server);
    const entered = await enter(held.address.toUpperCase());
    expect(entered.data.session?.account.id).toBe(held.account.id);
    expect(entered.data.session?.sessionId).not.toBe(held.sessionId);
    const sessions = await server.database.query(
      `select factors from session where id = '${entered.data.session?.sessionId}'`,
    );
    expect(sessions).toEqual([{ factors: ['password'] }]);
  });

  it('refuses malformed input and says where', async () => {
    for (const [input, path] of [
      [{ address: 'nobody', password: PASSWORD }, 'address'],
      [{ address: newAddress(), password: '' }, 'password'],
      [{ address: newAddress(), password: 'x'.repeat(1_025) }, 'password'],
      [{ address: newAddress(), password: 'a\0bcdefgh' }, 'password'],
      [{ address: newAddress(), password: 12345678 }, 'password'],
    ] as const) {
      const { fault } = await ask(
        { url: server.url, headers: otherNetwork() },
        'signIns.withPassword',
        input,
      );
      expect(fault).toMatchObject({ code: 'BAD_INPUT', fields: [{ path }] });
    }
  });

  it('A3 A7 leads to a ticket and no session where a second factor is owed', async () => {
    const held = await signUpWithPassword(server);
    await server.database.query(
      `insert into second_factor (id, account_id, kind, created_at, confirmed_at)
       values ('${newId()}', '${held.account.id}', 'totp', now(), now())`,
    );
    const { session, secondFactor } = (await enter(held.address)).data;
    expect(session).toBeNull();
    expect(secondFactor?.factors).toEqual(['totp']);
    const sessions = await server.database.query(
      `select id from session where account_id = '${held.account.id}'`,
    );
    expect(sessions).toEqual([{ id: held.sessionId }]);
  });

  it('of a closed account says so to whoever knows it, and to nobody else', async () => {
    const held = await signUpWithPassword(server);
    await server.database.query(`update account set disabled_at = now() where id = '${held.account.id}'`);
    expect((await enter(held.address, 'another password')).outcome).toBe('CREDENTIALS_WRONG');
    expect((await enter(held.address)).outcome).toBe('ACCOUNT_DISABLED');
  });

  it('A1 of an account whose address nobody has confirmed opens nothing', async () => {
    const held = await signUpWithPassword(server);
    await server.database.query(
      `update account set address_verified_at = null where id = '${held.account.id}'`,
    );
    expect((await enter(held.address)).outcome).toBe('CREDENTIALS_WRONG');
  });
});

describe('a hash that was made elsewhere', () => {
  const old = { memoryCost: 4_096, timeCost: 1, parallelism: 1 };
  it.each([
    ['bcrypt $2a$', () => bcrypt.hash(PASSWORD, { cost: 6, version: '2a' })],
    ['bcrypt $2b$', () => bcrypt.hash(PASSWORD, { cost: 6, version: '2b' })],
    ['bcrypt $2y$', () => bcrypt.hash(PASSWORD, { cost: 6, version: '2y' })],
    ['argon2id of older parameters', () => argon2.hash(PASSWORD, old)],
  ])('%s is taken, and made anew at the first right sign-in', async (_name, make) => {
    const { account } = await signUp(server, { headers: otherNetwork() });
    const hash = await make();
    await keepHash(account.id, hash);
    expect((await enter(account.address, 'another password')).outcome).toBe('CREDENTIALS_WRONG');
    expect(await hashOf(account.id)).toBe(hash);
    expect((await enter(account.address)).outcome).toBe('OK');
    const renewed = await hashOf(account.id);
    expect(renewed).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect((await enter(account.address)).outcome).toBe('OK');
    expect(await hashOf(account.id)).toBe(renewed);
  });

  it('lets everybody in who signs in at once', async () => {
    const { account } = await signUp(server, { headers: otherNetwork() });
    await keepHash(account.id, await bcrypt.hash(PASSWORD, { cost: 6 }));
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        enter(account.address, PASSWORD, index % 2 === 0 ? server : other),
      ),
    );
    expect(tally(answers)).toEqual({ OK: 6 });
  });

  it('is right also for a password that was hashed as it was typed', async () => {
    const { account } = await signUp(server, { headers: otherNetwork() });
    const typed = 'Cafe\u0301 mit Sahne';
    await keepHash(account.id, await bcrypt.hash(typed, { cost: 6 }));
    expect((await enter(account.address, typed)).outcome).toBe('OK');
    expect((await enter(account.address, typed.normalize('NFC'))).outcome).toBe('OK');
  });
});

describe('guessing', () => {
  const guess = (address: string, at: { url: string } = server) => enter(address, 'no such password', at);

  it('A12 no more than two of thirty guesses over two processes are answered', async () => {
    const held = await signUpWithPassword(server);
    const guesses = await Promise.all(
      Array.from({ length: 30 }, (_, index) => guess(held.address, index % 2 === 0 ? server : other)),
    );
    // Ten of an address are let in at all; of those, two are answered.
    expect(tally(guesses)).toEqual({ CREDENTIALS_WRONG: 2, CREDENTIALS_WAIT: 8, TOO_MANY_REQUESTS: 20 });
    const kept = await server.database.query(
      `select tries from wrong_tries where key = 'password ${held.address}'`,
    );
    expect(kept).toEqual([{ tries: 2 }]);
  });

  it('A12 a right password that arrives among many guesses is answered like them once two were wrong', async () => {
    const held = await signUpWithPassword(server);
    await guess(held.address);
    await guess(held.address);
    const answers = await Promise.all([enter(held.address), enter(held.address, PASSWORD, other)]);
    expect(tally(answers)).toEqual({ CREDENTIALS_WAIT: 2 });
    expect(answers[0]?.headers.get('retry-after')).toBe(String(answers[0]?.fault?.retryAfterSeconds));
    await passTime(server, 2 * MINUTE_MS, [other]);
    expect((await enter(held.address)).outcome).toBe('OK');
  });

  it('A8 is not begun again by signing in otherwise, and ends with the right password', async () => {
    const held = await signUpWithPassword(server);
    await guess(held.address);
    await guess(held.address);
    await signIn(server, held.address, otherNetwork());
    expect((await enter(held.address)).outcome).toBe('CREDENTIALS_WAIT');
    await passTime(server, 2 * MINUTE_MS, [other]);
    expect((await guess(held.address)).fault?.retryAfterSeconds).toBe(240);
    await passTime(server, 4 * MINUTE_MS, [other]);
    expect((await enter(held.address)).outcome).toBe('OK');
    expect((await guess(held.address)).fault?.retryAfterSeconds).toBeUndefined();
  });

  it('does not keep its owner from signing in with a mailed code', async () => {
    const held = await signUpWithPassword(server);
    for (let tries = 0; tries < 4; tries++) await guess(held.address);
    expect((await signIn(server, held.address, otherNetwork())).account.id).toBe(held.account.id);
  });

  it('A12 of one network at many addresses ends after sixty', async () => {
    const headers = otherNetwork();
    const outcomes = [];
    for (let address = 0; address < 62; address++) {
      const input = { address: newAddress(), password: PASSWORD };
      outcomes.push(await ask({ url: server.url, headers }, 'signIns.withPassword', input));
    }
    expect(tally(outcomes)).toEqual({ CREDENTIALS_WRONG: 60, TOO_MANY_REQUESTS: 2 });
  });
});

describe('whether an address is known', () => {
  it('A18 is told neither by body nor by status: known, without a password, and unknown', async () => {
    const withPassword = await signUpWithPassword(server);
    const without = await signUp(server, { headers: otherNetwork() });
    const refusals = async (address: string) => {
      const answers = [];
      for (let tries = 0; tries < 3; tries++) answers.push(await enter(address, 'no such password'));
      return answers.map(({ status, text }) => ({ status, text: text.replace(/"requestId":"[^"]*"/, '') }));
    };
    const ofKnown = await refusals(withPassword.address);
    expect(ofKnown.map(({ status }) => status)).toEqual([400, 400, 429]);
    expect(await refusals(without.account.address)).toEqual(ofKnown);
    expect(await refusals(newAddress())).toEqual(ofKnown);
  });
});
