import { afterAll, beforeAll, expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../kernel/clock.ts';
import { removeWhatExpired } from '../../operations/cleaning/remove-expired.ts';
import { ask } from '../../testing/ask.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { passTime } from '../../testing/pass-time.ts';
import { newAddress, requestSignIn, signIn, signUp } from '../../testing/sign-up.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';

const PAGE = 'https://foyer.example.org';
const DEVICE = '__Host-foyer-device';
const CLI = { 'user-agent': 'foyer-cli/1.0 Linux' };

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ ...BEHIND_PROXY, PUBLIC_URL: PAGE });
  // The proxy that speaks https is not there; what it would pass on is sent as it is.
  server = { ...server, url: `http://127.0.0.1:${server.config.PORT}` };
});
afterAll(() => server?.stop());

type Browser = { cookies: Map<string, string>; attributes: Map<string, string[]> };

function openBrowser(): Browser {
  return { cookies: new Map(), attributes: new Map() };
}

/** Signs in, or up for whom there is no account, in this browser and from a network that nobody was in before. */
async function signInWith(browser: Browser, address: string) {
  const sent = await requestSignIn(server, address, otherNetwork());
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const headers = { ...otherNetwork(), origin: PAGE, ...(cookie && { cookie }) };
  const answer = await ask({ url: server.url, headers }, 'signIns.redeemCode', {
    ...sent,
    deliver: 'cookie',
  });
  for (const set of answer.headers.getSetCookie()) {
    const [pair = '', ...attributes] = set.split(';').map((part) => part.trim());
    const [name = '', value = ''] = pair.split('=');
    browser.cookies.set(name, value);
    browser.attributes.set(name, attributes);
  }
  return answer.data.session;
}

async function notices(address: string): Promise<number> {
  const rows = await server.database.query(
    `select 1 from delivery where kind = 'security-notice' and recipient = '${address}'`,
  );
  return rows.length;
}

it('tells of no new device at the very first session of an account', async () => {
  const { account } = await signUp(server, { headers: otherNetwork() });
  expect(await notices(account.address)).toBe(0);
});

it('tells of a second browser, and not of the same one after signing out', async () => {
  const { account } = await signUp(server, { headers: otherNetwork() });
  const [first, second] = [openBrowser(), openBrowser()];
  await signInWith(first, account.address);
  expect(await notices(account.address)).toBe(1);
  const session = await signInWith(first, account.address);
  expect(await notices(account.address)).toBe(1);
  await ask({ url: server.url, token: session?.accessToken ?? '' }, 'sessions.signOut');
  await signInWith(first, account.address);
  expect(await notices(account.address)).toBe(1);
  await signInWith(second, account.address);
  expect(await notices(account.address)).toBe(2);

  const mail = await until(
    async () => (await server.mailsTo(account.address)).find(({ subject }) => subject.includes('new device')),
    'the owner was told',
  );
  expect(mail.text).toContain(`${PAGE}/not-me?token=`);
});

it('keeps its mark in a cookie that no script can read, for 400 days, and of it a hash only', async () => {
  const { account } = await signUp(server, { headers: otherNetwork() });
  const browser = openBrowser();
  await signInWith(browser, account.address);
  const token = browser.cookies.get(DEVICE) ?? '';
  expect(token).toMatch(/^[\w-]{43}$/);
  const attributes = (browser.attributes.get(DEVICE) ?? []).map((one) => one.toLowerCase());
  expect(attributes).toEqual(expect.arrayContaining(['path=/', 'httponly', 'secure', 'samesite=strict']));
  const expires = Date.parse(attributes.find((one) => one.startsWith('expires='))?.slice(8) ?? '');
  expect(Math.round((expires - server.clock.now().getTime()) / DAY_MS)).toBe(400);
  const rows = JSON.stringify(await server.database.query('select * from session'));
  expect(rows).not.toContain(token);
});

it('shares one mark among the accounts of a browser, each of which learns of it once', async () => {
  const people = [
    await signUp(server, { headers: otherNetwork() }),
    await signUp(server, { headers: otherNetwork() }),
  ];
  const browser = openBrowser();
  const marks = new Set<string | undefined>();
  for (const { account } of [...people, ...people]) {
    await signInWith(browser, account.address);
    marks.add(browser.cookies.get(DEVICE));
  }
  expect(marks.size).toBe(1);
  for (const { account } of people) expect(await notices(account.address)).toBe(1);
});

it('does not take a mark that it has not made for one', async () => {
  const { account } = await signUp(server, { headers: otherNetwork() });
  const browser = openBrowser();
  browser.cookies.set(DEVICE, 'everybody');
  await signInWith(browser, account.address);
  expect(browser.cookies.get(DEVICE)).not.toBe('everybody');
});

/** Presses “This was not me” in the newest mail about a new device. */
async function report(address: string) {
  const count = await notices(address);
  const mails = await until(async () => {
    const told = (await server.mailsTo(address)).filter(({ text }) => text.includes('/not-me?token='));
    return told.length === count && told;
  }, `${address} was told`);
  const token = /\/not-me\?token=([\w-]+)/.exec(mails.at(-1)?.text ?? '')?.[1] ?? '';
  return (await ask({ url: server.url, headers: otherNetwork() }, 'sessions.report', { token })).data;
}
const isIn = async (session: { accessToken: string } | null | undefined) =>
  (await ask({ url: server.url, token: session?.accessToken ?? '' }, 'accounts.me')).outcome === 'OK';

it('A16 ends the second session of a reported browser, and knows the browser no longer', async () => {
  const { account, accessToken } = await signUp(server, { headers: otherNetwork() });
  const browser = openBrowser();
  await signInWith(browser, account.address);
  const second = await signInWith(browser, account.address);
  expect(await notices(account.address)).toBe(1);
  expect(await report(account.address)).toEqual({ ended: 1 });
  expect(await isIn(second)).toBe(false);
  expect(await isIn({ accessToken })).toBe(true);
  await signInWith(browser, account.address);
  expect(await notices(account.address)).toBe(2);
  // Told of it, the owner has said nothing: it is known from here on, until it is reported again.
  const fourth = await signInWith(browser, account.address);
  expect(await notices(account.address)).toBe(2);
  expect(await report(account.address)).toEqual({ ended: 1 });
  expect(await isIn(fourth)).toBe(false);
  await signInWith(browser, account.address);
  expect(await notices(account.address)).toBe(3);
});

it('knows a browser no longer that was reported after it had signed out, and goes on knowing the others', async () => {
  const { account } = await signUp(server, { headers: otherNetwork() });
  const [strangers, owners] = [openBrowser(), openBrowser()];
  await signInWith(owners, account.address);
  const session = await signInWith(strangers, account.address);
  await ask({ url: server.url, token: session?.accessToken ?? '' }, 'sessions.signOut');
  expect(await report(account.address)).toEqual({ ended: 0 });
  await signInWith(owners, account.address);
  expect(await notices(account.address)).toBe(2);
  await signInWith(strangers, account.address);
  expect(await notices(account.address)).toBe(3);
});

it('A13 knows a tool no longer whose refresh token was used twice', async () => {
  const tool = { ...otherNetwork(), ...CLI };
  const address = newAddress();
  const { refreshToken } = await signUp(server, { address, headers: tool });
  const renew = () => ask({ url: server.url, headers: tool }, 'sessions.refresh', { refreshToken });
  const renewed = await renew();
  // A token whose successor nobody has used may have lost its answer.
  await ask({ url: server.url, token: renewed.data.accessToken }, 'accounts.me');
  await passTime(server, MINUTE_MS);
  expect((await renew()).outcome).toBe('SESSION_ENDED');
  await signIn(server, address, tool);
  expect(await notices(address)).toBe(1);
  await signIn(server, address, tool);
  expect(await notices(address)).toBe(1);
});

it('knows a tool by its name and its network', async () => {
  const home = { ...otherNetwork(), ...CLI };
  const address = newAddress();
  await signUp(server, { address, headers: home });
  await signIn(server, address, home);
  expect(await notices(address)).toBe(0);
  await signIn(server, address, { ...home, 'user-agent': 'curl/8' });
  expect(await notices(address)).toBe(1);
  await signIn(server, address, { ...home, ...otherNetwork() });
  expect(await notices(address)).toBe(2);
});

it('still knows its devices, and that there were any, when nobody has signed in for months', async () => {
  const { account } = await signUp(server, { headers: otherNetwork() });
  const browser = openBrowser();
  await signInWith(browser, account.address);
  expect(await notices(account.address)).toBe(1);
  const clean = () =>
    removeWhatExpired(
      server.installation.contextIn(server.installation.database.fork(), { kind: 'system', name: 'test' }),
    );
  await passTime(server, 200 * DAY_MS);
  await clean();
  await signInWith(browser, account.address);
  // Mails are not kept for so long, and no other has been posted since.
  expect(await notices(account.address)).toBe(0);
  const tokens = await server.database.query(
    `select 1 from refresh_token join session on session.id = session_id where account_id = '${account.id}'`,
  );
  expect(tokens).toHaveLength(1);
  await passTime(server, 900 * DAY_MS);
  await clean();
  await signInWith(openBrowser(), account.address);
  expect(await notices(account.address)).toBe(1);
});
