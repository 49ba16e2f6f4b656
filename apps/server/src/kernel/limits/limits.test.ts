import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, askBatch, tally } from '../../testing/ask.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { passTime } from '../../testing/pass-time.ts';
import { newAddress } from '../../testing/sign-up.ts';
import { type SpawnedServer, spawnBeside } from '../../testing/spawn-server.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { MINUTE_MS, SECOND_MS } from '../clock.ts';

/** What signIns.requestCode and registrations.start allow one network in ten minutes, and one address. */
const OF_A_NETWORK = 20;
const OF_AN_ADDRESS = 5;
const OF_THE_API = 60;

let server: TestServer;
let other: SpawnedServer;

beforeAll(async () => {
  const settings = { ...BEHIND_PROXY, RATE_LIMIT_PER_MINUTE: String(OF_THE_API) };
  server = await startTestServer(settings);
  other = await spawnBeside(server, settings);
});
afterAll(async () => {
  await other?.stop();
  await server?.stop();
});

const request = (headers: Record<string, string>, index = 0, address = newAddress()) =>
  ask({ url: index % 2 ? other.url : server.url, headers }, 'signIns.requestCode', { address });
const many = (count: number, one: (index: number) => ReturnType<typeof request>) =>
  Promise.all(Array.from({ length: count }, (_, index) => one(index)));

describe('a bound on one procedure', () => {
  it('A12 lets exactly so many of fifty at once through, over two processes', async () => {
    const home = otherNetwork();
    expect(tally(await many(50, (index) => request(home, index)))).toEqual({
      OK: OF_A_NETWORK,
      TOO_MANY_REQUESTS: 50 - OF_A_NETWORK,
    });
  });

  it('counts one address that is written to, however it is spelt and wherever the call comes from', async () => {
    const address = newAddress();
    const spellings = [address, address.toUpperCase(), ` ${address} `, address.replace('person', 'Person')];
    const answers = await many(20, (index) => request(otherNetwork(), index, spellings[index % 4]));
    // Of those that the bound lets through, the wait after the second request refuses the rest.
    expect(tally(answers)).toEqual({
      OK: 2,
      CODE_WAIT: OF_AN_ADDRESS - 2,
      TOO_MANY_REQUESTS: 20 - OF_AN_ADDRESS,
    });
  });

  it('moves with time: what was used is given back when it is ten minutes old, and not before', async () => {
    const home = otherNetwork();
    await many(OF_A_NETWORK / 2, () => request(home));
    await passTime(server, 6 * MINUTE_MS, [other]);
    expect(tally(await many(OF_A_NETWORK, (index) => request(home, index)))).toEqual({
      OK: OF_A_NETWORK / 2,
      TOO_MANY_REQUESTS: OF_A_NETWORK / 2,
    });
    await passTime(server, 4 * MINUTE_MS + SECOND_MS, [other]);
    expect(tally(await many(OF_A_NETWORK, (index) => request(home, index)))).toEqual({
      OK: OF_A_NETWORK / 2,
      TOO_MANY_REQUESTS: OF_A_NETWORK / 2,
    });
  });

  it('says when to come back, in the answer and in its header', async () => {
    const home = otherNetwork();
    await many(OF_A_NETWORK, () => request(home));
    const { status, headers, fault } = await request(home);
    expect(status).toBe(429);
    expect(fault?.retryAfterSeconds).toBeGreaterThan(0);
    expect(fault?.retryAfterSeconds).toBeLessThanOrEqual(600);
    expect(headers.get('retry-after')).toBe(String(fault?.retryAfterSeconds));
  });

  it('A10 counts a batch of ten as ten', async () => {
    const headers = otherNetwork();
    const batch = () =>
      askBatch(
        { url: server.url, headers },
        'signIns.requestCode',
        Array.from({ length: 10 }, () => ({ address: newAddress() })),
      );
    expect(tally(await batch())).toEqual({ OK: 10 });
    expect(tally(await batch())).toEqual({ OK: 10 });
    expect(tally(await batch())).toEqual({ TOO_MANY_REQUESTS: 10 });
  });

  it('A10 is one over the REST twin and tRPC, and over every spelling of the path that works at all', async () => {
    const headers = { ...otherNetwork(), 'content-type': 'application/json' };
    await many(OF_A_NETWORK, () => request(headers));
    const body = () => ({
      json: JSON.stringify({ json: { address: newAddress() } }),
      rest: JSON.stringify({ address: newAddress() }),
    });
    const paths = [
      '/trpc/signIns.requestCode',
      '/trpc/signIns%2ErequestCode',
      '/trpc/signIns.requestCode?x=1',
      '/trpc//signIns.requestCode',
      '//trpc/signIns.requestCode',
      '/trpc/signIns.requestCode/',
      '/TRPC/signIns.requestCode',
      '/trpc/SIGNINS.REQUESTCODE',
      '/trpc/./signIns.requestCode',
      '/trpc/signIns/requestCode',
      '/trpc/signIns.requestCode%00',
      '/api/v1/sign-ins',
      '/api/v1/sign-ins/',
      '/api/v1//sign-ins',
      '/api/v1/SIGN-INS',
      '/API/v1/sign-ins',
      '/api/v1/sign%2Dins',
      '/api/v1/./sign-ins',
      '/api/v1/sign-ins;x=1',
    ];
    const statuses = await Promise.all(
      paths.map(async (path) => {
        const { json, rest } = body();
        const response = await fetch(`${server.url}${path}`, {
          method: 'POST',
          headers,
          body: path.toLowerCase().startsWith('/api') ? rest : json,
        });
        return [path, response.status] as const;
      }),
    );
    for (const [path, status] of statuses) expect([404, 429], path).toContain(status);
    expect(statuses.filter(([, status]) => status === 429).length).toBeGreaterThanOrEqual(4);
  });
});

describe('A9 one network', () => {
  const exhaust = async (headers: Record<string, string>) => {
    expect(tally(await many(OF_A_NETWORK, () => request(headers)))).toEqual({ OK: OF_A_NETWORK });
  };

  it('A9 is an IPv6 /64: rotating inside it resets nothing, respelling it neither', async () => {
    await exhaust({ 'x-forwarded-for': '2001:db8:aa:1::1' });
    for (const same of [
      '2001:db8:aa:1::2',
      '2001:DB8:AA:1:ffff:ffff:ffff:ffff',
      '2001:0db8:00aa:0001:0:0:0:1',
    ])
      expect((await request({ 'x-forwarded-for': same })).outcome).toBe('TOO_MANY_REQUESTS');
    expect((await request({ 'x-forwarded-for': '2001:db8:aa:2::1' })).outcome).toBe('OK');
  });

  it('A9 is one IPv4 address, mapped into IPv6 or not', async () => {
    await exhaust({ 'x-forwarded-for': '192.0.2.77' });
    for (const same of ['::ffff:192.0.2.77', '::FFFF:c000:24d'])
      expect((await request({ 'x-forwarded-for': same })).outcome).toBe('TOO_MANY_REQUESTS');
  });

  it('A9 is what the nearest proxy says, not what the client wrote before it', async () => {
    await exhaust({ 'x-forwarded-for': '192.0.2.88' });
    for (const forged of ['198.51.100.1, 192.0.2.88', '127.0.0.1, 192.0.2.88', 'x, ::1, 192.0.2.88'])
      expect((await request({ 'x-forwarded-for': forged })).outcome).toBe('TOO_MANY_REQUESTS');
  });

  it('A9 is no name, however long, that a careless proxy passes on', async () => {
    const answers = await many(OF_A_NETWORK + 1, (index) =>
      request({ 'x-forwarded-for': `${'not-an-address-'.repeat(20)}${index}` }),
    );
    expect(tally(answers)).toEqual({ OK: OF_A_NETWORK, TOO_MANY_REQUESTS: 1 });
  });

  it('A9 is the peer itself where no proxy is configured, whatever headers say', async () => {
    const alone = await spawnBeside(server, { RATE_LIMIT_PER_MINUTE: '0' });
    try {
      const forged = (index: number) => ({
        'x-forwarded-for': `192.0.2.${index}`,
        'x-real-ip': `192.0.2.${index}`,
        forwarded: `for=192.0.2.${index}`,
        'cf-connecting-ip': `192.0.2.${index}`,
        'true-client-ip': `192.0.2.${index}`,
      });
      const answers = await many(OF_A_NETWORK + 5, (index) =>
        ask({ url: alone.url, headers: forged(index) }, 'signIns.requestCode', { address: newAddress() }),
      );
      expect(tally(answers)).toEqual({ OK: OF_A_NETWORK, TOO_MANY_REQUESTS: 5 });
    } finally {
      await alone.stop();
    }
  });
});

describe('the bound on the whole API', () => {
  const list = (headers: Record<string, string>, index: number) =>
    ask({ url: index % 2 ? other.url : server.url, headers }, 'events.list');

  it('is never exceeded over two processes, and is given back after a minute', async () => {
    const home = otherNetwork();
    let through = 0;
    for (let round = 0; round < 4; round++) {
      const answers = await Promise.all(Array.from({ length: OF_THE_API }, (_, index) => list(home, index)));
      through += tally(answers).OK ?? 0;
    }
    expect(through).toBeGreaterThan(OF_THE_API / 2);
    expect(through).toBeLessThanOrEqual(OF_THE_API);
    expect((await list(home, 0)).status).toBe(429);
    await passTime(server, MINUTE_MS + 2 * SECOND_MS, [other]);
    expect((await list(home, 0)).outcome).toBe('OK');
    expect((await list(home, 1)).outcome).toBe('OK');
  });

  it('A10 counts each call of a batch', async () => {
    const headers = otherNetwork();
    const batch = (count: number) =>
      askBatch(
        { url: server.url, headers },
        'events.list',
        Array.from({ length: count }, () => ({})),
      );
    const answers = [...(await batch(40)), ...(await batch(40))];
    expect(tally(answers).OK ?? 0).toBeLessThanOrEqual(OF_THE_API);
    expect(tally(answers).TOO_MANY_REQUESTS ?? 0).toBeGreaterThanOrEqual(80 - OF_THE_API);
  });

  it('is counted for each network by itself', async () => {
    expect((await list(otherNetwork(), 0)).outcome).toBe('OK');
  });
});
