import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MINUTE_MS, SECOND_MS } from '../../kernel/clock.ts';
import { ask, tally } from '../../testing/ask.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { passTime } from '../../testing/pass-time.ts';
import { newAddress, requestSignIn, signIn, signUp, wrongCode } from '../../testing/sign-up.ts';
import { type SpawnedServer, spawnBeside } from '../../testing/spawn-server.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

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

const request = (address: string, at = server.url) =>
  ask({ url: at, headers: otherNetwork() }, 'signIns.requestCode', { address });
/** The other bound on an address, five in ten minutes, is another promise. */
const liftBounds = () => server.database.query("update rate_limit set taken_at = '{}', taken = '{}'");
const register = (address: string) =>
  ask({ url: server.url, headers: otherNetwork() }, 'registrations.start', { address, fullName: 'Ada' });
const person = async () => (await signUp(server, { headers: otherNetwork() })).account.address;

describe('asking for a code again', () => {
  it('waits after the second request, twice as long after each further one', async () => {
    const address = await person();
    expect((await request(address)).outcome).toBe('OK');
    expect((await request(address)).outcome).toBe('OK');
    for (const seconds of [120, 240, 480]) {
      await liftBounds();
      const refused = await request(address);
      expect(refused).toMatchObject({
        status: 429,
        fault: { code: 'CODE_WAIT', retryAfterSeconds: expect.any(Number) },
      });
      expect(refused.headers.get('retry-after')).toBe(String(refused.fault?.retryAfterSeconds));
      expect(refused.fault?.retryAfterSeconds).toBeGreaterThan(seconds - 20);
      expect(refused.fault?.retryAfterSeconds).toBeLessThanOrEqual(seconds);
      await passTime(server, (seconds - 20) * SECOND_MS, [other]);
      expect((await request(address)).outcome).toBe('CODE_WAIT');
      await passTime(server, 20 * SECOND_MS, [other]);
      expect((await request(address)).outcome).toBe('OK');
    }
  });

  it('is a first time again once a code has been redeemed, and only then', async () => {
    const address = await person();
    for (let times = 0; times < 4; times++) {
      await signIn(server, address, otherNetwork());
      await passTime(server, 10 * MINUTE_MS, [other]);
    }
    const first = await requestSignIn(server, address, otherNetwork());
    const second = await requestSignIn(server, address, otherNetwork());
    const redeem = (code: string) =>
      ask({ url: server.url, headers: otherNetwork() }, 'signIns.redeemCode', { ...second, code });
    expect((await redeem(wrongCode(second.code))).outcome).toBe('CODE_WRONG');
    expect((await request(address)).outcome).toBe('CODE_WAIT');
    expect((await redeem(second.code)).outcome).toBe('OK');
    expect((await request(address)).outcome).toBe('OK');
    expect(first.ticket).not.toBe(second.ticket);
  });

  it('A18 waits as long at an address that nobody has as at one that somebody has', async () => {
    const outcomesOf = async (address: string) => {
      const answers = [];
      for (let times = 0; times < 4; times++) {
        const { status, outcome } = await request(address);
        answers.push({ status, outcome });
      }
      return answers;
    };
    const known = await outcomesOf(await person());
    expect(known.map(({ outcome }) => outcome)).toEqual(['OK', 'OK', 'CODE_WAIT', 'CODE_WAIT']);
    expect(await outcomesOf(newAddress())).toEqual(known);
  });

  it('A9 counts every spelling of an address as one', async () => {
    const address = await person();
    await request(address);
    await request(address.toUpperCase());
    expect((await request(` ${address} `)).outcome).toBe('CODE_WAIT');
  });

  it('is counted for each purpose by itself', async () => {
    const address = newAddress();
    for (let times = 0; times < 2; times++) await request(address);
    expect((await request(address)).outcome).toBe('CODE_WAIT');
    expect((await register(address)).outcome).toBe('OK');
  });

  it('A12 of thirty requests at once over two processes two are answered', async () => {
    const address = newAddress();
    const answers = [];
    for (let round = 0; round < 6; round++) {
      await liftBounds();
      answers.push(
        ...(await Promise.all(
          Array.from({ length: 5 }, (_, index) => request(address, index % 2 === 0 ? server.url : other.url)),
        )),
      );
    }
    expect(tally(answers)).toEqual({ OK: 2, CODE_WAIT: 28 });
    const made = await server.database.query(`select 1 from one_time_code where address_key = '${address}'`);
    expect(made).toHaveLength(2);
  });
});
