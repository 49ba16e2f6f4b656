import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { cookieStore, createClient, type SessionStore } from '../src/index.ts';
import { startSmallServer } from './small-server.ts';
import { stillClock } from './still-clock.ts';

let server: Awaited<ReturnType<typeof startSmallServer>>;
beforeEach(async () => {
  server = await startSmallServer();
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await server.stop();
});

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const WEEK_MS = 7 * DAY_MS;
const refreshes = () => server.asked('sessions.refresh').length;

/** A browser: tabs that share a cookie jar, a clock, locks and a channel, and nothing else. */
function openBrowser() {
  const name = randomUUID();
  const time = stillClock();
  server.state.clockMs = time.now;
  let cookie = '';
  const credentials = new Set<string | undefined>();
  const withCookie: typeof fetch = async (url, init) => {
    credentials.add(init?.credentials);
    const answer = await fetch(url, { ...init, headers: { ...init?.headers, ...(cookie && { cookie }) } });
    cookie = answer.headers.get('set-cookie') ?? cookie;
    return answer;
  };
  const openTab = () => {
    const onSessionEnd = vi.fn();
    const session: SessionStore = cookieStore({ name });
    return {
      session,
      onSessionEnd,
      client: createClient({ url: server.url, clock: time.clock, fetch: withCookie, session, onSessionEnd }),
    };
  };
  return { ...time, openTab, credentials, name };
}

/** So many tabs of one browser, all of which know that somebody is signed in. */
async function openTabs({ openTab }: ReturnType<typeof openBrowser>, count: number) {
  const tabs = Array.from({ length: count }, openTab);
  const news = Promise.all(tabs.slice(1).map(({ session }) => nextNews(session)));
  await tabs[0]?.client.signIns.redeemCode({ ticket: 't', code: '12345678' });
  await news;
  return tabs;
}

/** Nobody was signed out, and nobody was told so. */
async function allSignedIn(tabs: Awaited<ReturnType<typeof openTabs>>) {
  const answers = await Promise.all(tabs.map(({ client }) => client.accounts.me()));
  expect(answers).toHaveLength(tabs.length);
  for (const { client, onSessionEnd } of tabs) {
    expect(await client.session.get()).not.toBeNull();
    expect(onSessionEnd).not.toHaveBeenCalled();
  }
}

/** Keeps the timers that bound a renewal, by their length, until a test has them run out; all others run. */
function holdBounds() {
  const { setTimeout, clearTimeout } = globalThis;
  const held = new Map<object, () => void>();
  vi.stubGlobal('setTimeout', (task: () => void, ms?: number) => {
    if (ms !== 5_000) return setTimeout(task, ms);
    const timer = {};
    held.set(timer, task);
    return timer;
  });
  vi.stubGlobal('clearTimeout', (timer: never) => held.delete(timer) || clearTimeout(timer));
  return held;
}

/** The next news of a tab's session. */
function nextNews(store: SessionStore) {
  return new Promise((resolve) => {
    const stop = store.subscribe((session) => {
      stop();
      resolve(session);
    });
  });
}

test('finds its session again after a reload, without a token that a script could read', async () => {
  const { openTab, credentials } = openBrowser();
  const { client, session } = openTab();
  await client.signIns.redeemCode({ ticket: 't', code: '12345678' });
  expect((await session.get())?.refreshToken).toBeNull();
  const reloaded = openTab().client;
  expect(reloaded.session.current).toBeUndefined();
  expect(await reloaded.session.get()).toMatchObject({ account: { fullName: 'A Person' } });
  expect(refreshes()).toBe(1);
  expect([...credentials]).toEqual(['include']);
});

test('learns once that nobody is signed in, and asks no more', async () => {
  const { client, onSessionEnd } = openBrowser().openTab();
  await Promise.all([client.events.list(), client.session.get(), client.events.list()]);
  await client.events.list();
  expect(client.session.current).toBeNull();
  expect(refreshes()).toBe(1);
  expect(onSessionEnd).not.toHaveBeenCalled();
});

test('does not take a server that cannot be reached for nobody being signed in', async () => {
  const { openTab } = openBrowser();
  await openTab().client.signIns.redeemCode({ ticket: 't', code: '12345678' });
  const { client } = openTab();
  for (let count = 0; count < 4; count += 1) server.state.troubles.push({ kind: 'cut' });
  await expect(client.session.get()).rejects.toMatchObject({ code: 'NETWORK' });
  expect(client.session.current).toBeUndefined();
  expect(await client.session.get()).toMatchObject({ account: { fullName: 'A Person' } });
});

test('renews in every tab, and no tab signs another one out by it', async () => {
  const { openTab, advance } = openBrowser();
  const tabs = [openTab(), openTab(), openTab()];
  const news = Promise.all(tabs.slice(1).map(({ session }) => nextNews(session)));
  await tabs[0]?.client.signIns.redeemCode({ ticket: 't', code: '12345678' });
  await news;
  for (let round = 1; round <= 3; round += 1) {
    advance(15 * MINUTE_MS);
    const renewed = Promise.all(tabs.map(({ session }) => nextNews(session)));
    await Promise.all(tabs.map(({ client }) => client.accounts.me()));
    await renewed;
  }
  for (const { client, onSessionEnd } of tabs) {
    expect(await client.session.get()).not.toBeNull();
    expect(onSessionEnd).not.toHaveBeenCalled();
  }
});

test('signs every tab out together', async () => {
  const { openTab } = openBrowser();
  const [one, other] = [openTab(), openTab()];
  const signedIn = nextNews(other.session);
  await one.client.signIns.redeemCode({ ticket: 't', code: '12345678' });
  await signedIn;
  const signedOut = nextNews(other.session);
  await one.client.session.signOut();
  expect(await signedOut).toBeNull();
  expect(await other.client.session.get()).toBeNull();
});

test('keeps a new session when another tab hears late that the old one is over', async () => {
  const { openTab, name } = openBrowser();
  const { client, session } = openTab();
  await client.signIns.redeemCode({ ticket: 't', code: '12345678' });
  const old = await session.get();
  await client.signIns.redeemCode({ ticket: 't', code: '12345678' });
  const now = await session.get();
  expect(now?.sessionId).not.toBe(old?.sessionId);

  const news = nextNews(session);
  const late = new BroadcastChannel(name);
  late.postMessage({ endedSessionId: old?.sessionId });
  late.postMessage({ session: { ...now, accessToken: 'renewed elsewhere' } });
  expect(await news).toMatchObject({ accessToken: 'renewed elsewhere' });
  late.close();
});

test('ten tabs that wake at once after a laptop slept for a week stay signed in, and do not each renew', async () => {
  const browser = openBrowser();
  const tabs = await openTabs(browser, 10);
  browser.advance(WEEK_MS);
  await allSignedIn(tabs);
  // The next in line may be let in a moment before it hears that it need not.
  expect(refreshes()).toBeLessThanOrEqual(3);
});

test('ten tabs that wake at once where tabs cannot wait for one another stay signed in as well', async () => {
  const browser = openBrowser();
  const tabs = await openTabs(browser, 10);
  // An old browser, or a page without TLS: each tab renews by itself, with the same cookie.
  vi.stubGlobal('navigator', {});
  browser.advance(WEEK_MS);
  await allSignedIn(tabs);
  await allSignedIn(tabs);
});

test('two tabs stay signed in when the answer of the renewal was lost', async () => {
  const browser = openBrowser();
  const tabs = await openTabs(browser, 2);
  browser.advance(WEEK_MS);
  server.state.troubles.push({ kind: 'cutAfter' });
  await allSignedIn(tabs);
  expect(refreshes()).toBeGreaterThanOrEqual(2);
});

test('ten tabs stay signed in when the answer of a renewal was lost and the laptop slept for a week', async () => {
  const browser = openBrowser();
  const tabs = await openTabs(browser, 10);
  browser.advance(15 * MINUTE_MS);
  // Renewed, and never answered; then the network is gone with the lid.
  for (const kind of ['cutAfter', 'cut', 'cut', 'cut'] as const) server.state.troubles.push({ kind });
  await expect(tabs[0]?.client.accounts.me()).rejects.toMatchObject({ code: 'NETWORK' });
  browser.advance(WEEK_MS);
  await allSignedIn(tabs);
});

test('gives up a renewal that stalls, tries it anew, and lets the calls that wait for it go on', async () => {
  const browser = openBrowser();
  const tabs = await openTabs(browser, 1);
  browser.advance(15 * MINUTE_MS);
  const bounds = holdBounds();
  server.state.troubles.push({ kind: 'stall' });
  const waiting = [allSignedIn(tabs), allSignedIn(tabs)];
  await vi.waitFor(() => expect(server.state.stalled).toEqual(['sessions.refresh']));
  for (const runOut of [...bounds.values()]) runOut();
  await Promise.all(waiting);
  expect(refreshes()).toBe(2);
  expect(bounds.size).toBe(0);
});

test('gives up a renewal at once when its caller does, and does not try it anew', async () => {
  const browser = openBrowser();
  const [tab] = await openTabs(browser, 1);
  const ending = new AbortController();
  server.state.troubles.push({ kind: 'stall' });
  const renewing = tab?.client.sessions.refresh({}, { signal: ending.signal });
  await vi.waitFor(() => expect(server.state.stalled).toHaveLength(1));
  ending.abort();
  await expect(renewing).rejects.toMatchObject({ code: 'ABORTED' });
  expect(refreshes()).toBe(1);
});

test('two tabs stay signed in on a network that loses every other answer', async () => {
  const browser = openBrowser();
  const tabs = await openTabs(browser, 2);
  for (let round = 0; round < 5; round += 1) {
    browser.advance(15 * MINUTE_MS);
    // Each way of failing once: never sent, carried out but not answered, and answered by a proxy.
    server.state.troubles.push(
      { kind: 'cut' },
      { kind: 'cutAfter' },
      { kind: 'answer', status: 502, body: '<html>' },
    );
    await allSignedIn(tabs);
  }
});

test('ten tabs stay signed in while the network is away, and go on when it is back', async () => {
  const browser = openBrowser();
  const tabs = await openTabs(browser, 10);
  browser.advance(WEEK_MS);
  server.state.isAway = true;
  const tried = await Promise.allSettled(tabs.map(({ client }) => client.accounts.me()));
  for (const one of tried) expect(one).toMatchObject({ reason: { code: 'NETWORK' } });
  server.state.isAway = false;
  await allSignedIn(tabs);
});

test('ten tabs stay signed in over a restart of the server', async () => {
  const browser = openBrowser();
  const tabs = await openTabs(browser, 10);
  const { url } = server;
  await server.stopListening();
  browser.advance(WEEK_MS);
  const tried = await Promise.allSettled(tabs.map(({ client }) => client.accounts.me()));
  for (const one of tried) expect(one).toMatchObject({ reason: { code: 'NETWORK' } });
  await server.listenAgain();
  expect(server.url).toBe(url);
  await allSignedIn(tabs);
});

test.each([-1, 1, 365])(
  'two tabs stay signed in when the clock of the machine is moved by %i days',
  async (days) => {
    const browser = openBrowser();
    const tabs = await openTabs(browser, 2);
    // Only this machine's clock is set; the server's goes on as it was.
    const serverNow = browser.now();
    server.state.clockMs = () => serverNow;
    browser.advance(days * DAY_MS);
    await allSignedIn(tabs);
    // The server's reaches the end of the token, whatever this machine believes.
    server.state.clockMs = () => serverNow + 11 * MINUTE_MS;
    await allSignedIn(tabs);
    await allSignedIn(tabs);
  },
);
