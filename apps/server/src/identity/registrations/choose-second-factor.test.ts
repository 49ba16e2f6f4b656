import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../kernel/clock.ts';
import { ask } from '../../testing/ask.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { passTime } from '../../testing/pass-time.ts';
import { addTotp, totpOf } from '../../testing/second-factors.ts';
import { newAddress, requestSignIn, signUp } from '../../testing/sign-up.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';
import { PASSWORD } from '../../testing/with-password.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(BEHIND_PROXY);
});
afterAll(() => server?.stop());

const from = () => ({ url: server.url, headers: otherNetwork() });
const start = (address: string, more: object = {}) =>
  ask(from(), 'registrations.start', { address, fullName: 'Ada', ...more });

/** Lets a started registration ask for a mailed code, as one that came with a password does. */
const choose = (ticket: string) =>
  server.database.query(
    `update one_time_code set intent = intent || '{"secondFactor":"mail-code"}' where id = '${ticket}'`,
  );

it('refuses a mailed code beside a mailed code, the same for a known address and a new one', async () => {
  const { account } = await signUp(server, { headers: otherNetwork() });
  const chosen = { secondFactor: 'mail-code' };
  const [known, fresh] = [await start(account.address, chosen), await start(newAddress(), chosen)];
  expect(known.outcome).toBe('SECOND_FACTOR_WANTS_PASSWORD');
  expect(fresh.outcome).toBe(known.outcome);
  expect((await start(newAddress(), { secondFactor: 'none' })).outcome).toBe('OK');
  expect((await start(newAddress(), { secondFactor: 'totp' })).outcome).toBe('OK');
  expect((await start(newAddress(), { secondFactor: 'passkey' })).outcome).toBe('BAD_INPUT');
});

it('answers recovery codes with a second factor, and none without', async () => {
  const outcomes = [];
  for (const isChosen of [true, false]) {
    const address = newAddress();
    const { ticket } = (await start(address)).data;
    if (isChosen) await choose(ticket);
    const code = await server.codeFor(address);
    const { data } = await ask(from(), 'registrations.verify', { ticket, code });
    const caller = { ...from(), token: data.session?.accessToken };
    const { isOn, recoveryCodesLeft } = (await ask(caller, 'secondFactors.list')).data;
    outcomes.push([data.recoveryCodes?.length ?? null, isOn, recoveryCodesLeft]);
  }
  expect(outcomes).toEqual([
    [10, true, 10],
    [null, false, 0],
  ]);
});

it('A2 changes no second factor of an account that is there already', async () => {
  const { account, accessToken } = await signUp(server, { headers: otherNetwork() });
  const enrolmentToken = new URL(await server.enrolmentUrl()).hash.slice(1);
  const { ticket } = (await start(account.address, { enrolmentToken })).data;
  await choose(ticket);
  const code = await server.codeFor(account.address, 2);
  const { data } = await ask(from(), 'registrations.verify', { ticket, code });
  expect(data.session).not.toBeNull();
  expect(data.recoveryCodes).toBeNull();
  expect((await ask({ ...from(), token: accessToken }, 'secondFactors.list')).data.isOn).toBe(false);
});

describe('what is told of a registration', () => {
  /** Registers with a password and that second factor, and answers who has come of it. */
  async function register(secondFactor: 'mail-code' | 'totp') {
    const address = newAddress();
    const { ticket } = (await start(address, { password: PASSWORD, secondFactor })).data;
    const code = await server.codeFor(address);
    const { data } = await ask(from(), 'registrations.verify', { ticket, code });
    return { address, token: data.session?.accessToken ?? '', recoveryCodes: data.recoveryCodes };
  }
  const told = async (address: string) =>
    (await server.mailsTo(address)).filter(({ subject }) => !/code/i.test(subject));
  const subjectsOnce = async (address: string, count: number) => {
    await until(async () => (await told(address)).length >= count, `${count} mail(s) told ${address}`);
    // What was posted has been sent: what should not come would be on its way by now.
    await until(
      async () => (await waiting(address)).every(({ due }) => due === false),
      `nothing waits for ${address}`,
    );
    return (await told(address)).map(({ subject }) => subject);
  };
  const waiting = (address: string) =>
    server.database.query(
      `select due_at <= now() + interval '${server.clock.now().getTime() - Date.now()} milliseconds' as due
       from delivery where recipient = '${address}' and state in ('pending', 'claimed', 'sending')`,
    );
  const notMe = async (address: string) => {
    const mail = (await told(address)).find(({ subject }) => subject === 'Welcome');
    const token = /\/not-me\?token=([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
    return ask(from(), 'sessions.report', { token });
  };
  const factorsOf = async (address: string) =>
    (
      await server.database.query(
        `select kind from second_factor join account on account.id = account_id
         where address = '${address}' and confirmed_at is not null order by kind`,
      )
    ).map(({ kind }) => kind);

  it('is one welcome, with the mailed code that was chosen', async () => {
    const { address } = await register('mail-code');
    expect(await subjectsOnce(address, 1)).toEqual(['Welcome']);
    const [mail] = await told(address);
    expect(mail?.text.replaceAll(/\s+/g, ' ')).toContain(
      'asked for a second factor as well: a code by mail.',
    );
  });

  it('is one welcome, with the app that follows in its session, and “This was not me” takes that back', async () => {
    const { address, token, recoveryCodes } = await register('totp');
    expect(recoveryCodes).toHaveLength(10);
    expect(await factorsOf(address)).toEqual(['mail-code']);
    expect(await told(address)).toEqual([]);
    await addTotp(server, token);
    expect(await factorsOf(address)).toEqual(['totp']);
    expect(await subjectsOnce(address, 1)).toEqual(['Welcome']);
    const [mail] = await told(address);
    expect(mail?.text.replaceAll(/\s+/g, ' ')).toContain('as well: a code from your authenticator app.');
    expect((await notMe(address)).outcome).toBe('OK');
    expect(await factorsOf(address)).toEqual([]);
    expect((await ask({ ...from(), token }, 'accounts.me')).outcome).toBe('SIGN_IN_REQUIRED');
  });

  it('is one welcome, ten minutes later, when the app is put off', async () => {
    const { address } = await register('totp');
    await passTime(server, 10 * MINUTE_MS);
    expect(await subjectsOnce(address, 1)).toEqual(['Welcome']);
    expect((await told(address))[0]?.text.replaceAll(/\s+/g, ' ')).toContain('as well: a code by mail.');
  });

  it('A5 hides no app that another session adds meanwhile', async () => {
    const { address, token } = await register('totp');
    const sent = await requestSignIn(server, address, otherNetwork());
    const halfway = (await ask(from(), 'signIns.redeemCode', sent)).data.secondFactor;
    const shown = { ticket: halfway?.ticket, kind: 'password', code: PASSWORD };
    const other = (await ask(from(), 'secondFactors.redeem', shown)).data.session?.accessToken ?? '';
    await addTotp(server, other);
    expect((await subjectsOnce(address, 2)).toSorted()).toEqual([
      'A second factor was added to your account',
      'Your account was used on a new device',
    ]);
    expect(await factorsOf(address)).toEqual(['mail-code', 'totp']);
    const registered = { ...from(), token };
    expect((await ask(registered, 'secondFactors.startTotp')).outcome).toBe('REAUTHENTICATION_REQUIRED');
  });

  it('A5 hides no app that is added in the session once the welcome has left', async () => {
    const { address, token } = await register('totp');
    const caller = { ...from(), token };
    const { secret } = (await ask(caller, 'secondFactors.startTotp')).data;
    await server.database.query(
      `update delivery set state = 'sending' where recipient = '${address}' and kind = 'welcome-secured'`,
    );
    await ask(caller, 'secondFactors.confirmTotp', { code: totpOf(server, secret) });
    await until(async () => (await told(address)).length > 0, 'the owner is told');
    expect((await told(address)).map(({ subject }) => subject)).toEqual([
      'A second factor was added to your account',
    ]);
  });
});
