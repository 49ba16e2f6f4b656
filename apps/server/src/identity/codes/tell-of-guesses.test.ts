import { afterAll, beforeAll, expect, it } from 'vitest';
import { HOUR_MS } from '../../kernel/clock.ts';
import { ask } from '../../testing/ask.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { passTime } from '../../testing/pass-time.ts';
import { personAt } from '../../testing/passkeys.ts';
import { newAddress, wrongCode } from '../../testing/sign-up.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';
import { signInWithPassword } from '../../testing/with-password.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ ...BEHIND_PROXY, RATE_LIMIT_PER_MINUTE: '0' });
});
afterAll(() => server?.stop());

/** So many wrong passwords, each after the wait that the one before has earned. */
async function guess(address: string, times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    expect((await signInWithPassword(server, address, `wrong ${time}`)).outcome).toBe('CREDENTIALS_WRONG');
    await passTime(server, HOUR_MS);
  }
}
const told = async (address: string) =>
  (await server.mailsTo(address)).filter(
    ({ subject }) => subject === 'Somebody tries to get into your account',
  );
const jobs = async () =>
  (await server.database.query("select 1 from pgboss.job where name = 'tell-of-guesses'")).length;

it('is told to the owner after the fifth wrong password in a row, and once in a day', async () => {
  const { address } = await personAt(server);
  await guess(address, 4);
  expect(await jobs()).toBe(0);
  await guess(address, 1);
  await until(async () => (await told(address)).length === 1, 'the owner was told');
  await guess(address, 3);
  expect(await told(address)).toHaveLength(1);
});

it('counts wrong codes as well', async () => {
  const { address } = await personAt(server);
  const at = () => ({ url: server.url, headers: otherNetwork() });
  for (let time = 0; time < 5; time++) {
    const codes = (await server.codesTo(address)).length;
    const { ticket } = (await ask(at(), 'signIns.requestCode', { address })).data;
    const code = wrongCode(await server.codeFor(address, codes + 1));
    expect((await ask(at(), 'signIns.redeemCode', { ticket, code })).outcome).toBe('CODE_WRONG');
    await passTime(server, HOUR_MS);
  }
  await until(async () => (await told(address)).length === 1, 'the owner was told');
});

it('A18 does the same work for an address that nobody has, and writes to nobody', async () => {
  const before = await jobs();
  const address = newAddress();
  await guess(address, 5);
  expect(await jobs()).toBe(before + 1);
  await until(
    async () =>
      (
        await server.database.query(
          "select 1 from pgboss.job where name = 'tell-of-guesses' and state <> 'completed'",
        )
      ).length === 0,
    'the job was done',
  );
  expect(await server.database.query(`select 1 from delivery where recipient = '${address}'`)).toEqual([]);
});
