import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from '../../testing/ask.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { newAddress, signUp } from '../../testing/sign-up.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

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
  expect((await start(newAddress(), { secondFactor: 'totp' })).outcome).toBe('BAD_INPUT');
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
