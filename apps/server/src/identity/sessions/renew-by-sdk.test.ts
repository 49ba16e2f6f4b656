import { cookieStore, createClient, memoryStore } from '@foyer/client';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { MINUTE_MS } from '../../kernel/clock.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { passTime } from '../../testing/pass-time.ts';
import { signUp } from '../../testing/sign-up.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(BEHIND_PROXY);
});
afterEach(() => vi.unstubAllGlobals());
afterAll(() => server?.stop());

const WEEK_MS = 7 * 24 * 60 * MINUTE_MS;
const pass = (milliseconds: number) => passTime(server, milliseconds);

/** The machine's clock is right, and nobody waits before they try again. */
const clock = { now: () => server.clock.now().getTime(), wait: async () => undefined, random: () => 0 };

/** A machine whose network can lose what the server answers to a renewal, and be away afterwards. */
function openMachine() {
  const network = { loses: 0, isAway: false, renewals: 0 };
  let cookie = '';
  const headers = otherNetwork();
  const send: typeof fetch = async (url, init) => {
    if (network.isAway) throw new TypeError('there is no network');
    const sent = { ...init?.headers, ...headers, ...(cookie && { cookie }) };
    const answer = await fetch(url, { ...init, headers: sent });
    if (String(url).includes('sessions.refresh')) {
      network.renewals += 1;
      if (network.loses > 0) {
        network.loses -= 1;
        network.isAway = true;
        throw new TypeError('the connection broke');
      }
    }
    const session = answer.headers.getSetCookie().find((one) => one.startsWith('foyer-session='));
    cookie = session?.split(';')[0] ?? cookie;
    return answer;
  };
  return { network, send };
}

/** Signed in by a mailed code, on this client; nothing has been told of a theft. */
async function signIn(client: ReturnType<typeof createClient>) {
  const { address } = (await signUp(server, { headers: otherNetwork() })).account;
  const codes = (await server.codesTo(address)).length;
  const { ticket } = await client.signIns.requestCode({ address });
  await client.signIns.redeemCode({ ticket, code: await server.codeFor(address, codes + 1) });
  return async () =>
    (await server.mailsTo(address)).filter(({ subject }) => subject.startsWith('We ended')).length;
}

it('A13 lost answer, asleep for a week: a program goes on in the session that it had', async () => {
  const { network, send } = openMachine();
  const onSessionEnd = vi.fn();
  const client = createClient({ url: server.url, session: memoryStore(), fetch: send, clock, onSessionEnd });
  const thefts = await signIn(client);
  const before = await client.session.get();
  for (let round = 0; round < 2; round += 1) {
    await pass(15 * MINUTE_MS);
    network.loses = 1;
    await expect(client.accounts.me()).rejects.toMatchObject({ code: 'NETWORK' });
    await pass(WEEK_MS);
    network.isAway = false;
    expect((await client.accounts.me()).id).toBe(before?.account.id);
    expect((await client.session.get())?.sessionId).toBe(before?.sessionId);
  }
  expect(onSessionEnd).not.toHaveBeenCalled();
  expect(await thefts()).toBe(0);
});

it.each([
  ['that wait for one another', false],
  ['of a browser that cannot let them wait', true],
])('A13 lost answer, asleep for a week: ten tabs %s stay signed in', async (_which, isOld) => {
  const { network, send } = openMachine();
  const name = `ten tabs ${isOld}`;
  const tabs = Array.from({ length: 10 }, () => {
    const onSessionEnd = vi.fn();
    const session = cookieStore({ name });
    return {
      onSessionEnd,
      client: createClient({ url: server.url, session, fetch: send, clock, onSessionEnd }),
    };
  });
  const [first] = tabs;
  if (!first) throw new Error('there is no tab');
  const thefts = await signIn(first.client);
  const all = () => Promise.all(tabs.map(({ client }) => client.accounts.me()));
  await all();

  await pass(15 * MINUTE_MS);
  network.loses = 1;
  await expect(first.client.accounts.me()).rejects.toMatchObject({ code: 'NETWORK' });
  await pass(WEEK_MS);
  network.isAway = false;
  network.renewals = 0;
  if (isOld) vi.stubGlobal('navigator', {});
  expect(new Set((await all()).map(({ id }) => id)).size).toBe(1);
  if (!isOld) expect(network.renewals).toBeLessThanOrEqual(3);
  // And so it goes on: the next renewal is an ordinary one.
  await pass(15 * MINUTE_MS);
  await all();
  for (const { onSessionEnd } of tabs) expect(onSessionEnd).not.toHaveBeenCalled();
  expect(await thefts()).toBe(0);
});

it('A13 a stolen copy is found out when the machine wakes, whose renewal was lost', async () => {
  const { network, send } = openMachine();
  const [onSessionEnd, session] = [vi.fn(), memoryStore()];
  const client = createClient({ url: server.url, session, fetch: send, clock, onSessionEnd });
  const thefts = await signIn(client);
  await pass(15 * MINUTE_MS);
  network.loses = 1;
  await expect(client.accounts.me()).rejects.toMatchObject({ code: 'NETWORK' });

  const copy = memoryStore();
  await copy.set(await session.get());
  const thief = createClient({ url: server.url, session: copy, fetch: openMachine().send, clock });
  await pass(MINUTE_MS);
  expect((await thief.accounts.me()).id).toBeDefined();
  await pass(MINUTE_MS);

  network.isAway = false;
  await expect(client.accounts.me()).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' });
  expect(onSessionEnd).toHaveBeenCalledOnce();
  await expect(thief.accounts.me()).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' });
  await until(async () => (await thefts()) === 1, 'the owner was told');
});
