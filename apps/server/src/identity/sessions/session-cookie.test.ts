import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../../testing/ask.ts';
import { newAddress } from '../../testing/sign-up.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

const PAGE = 'https://foyer.example.org';
const FRIEND = 'https://friend.example.org';
const STRANGER = 'https://attacker.example.org';
const NAME = '__Host-foyer-session';

let server: TestServer;
let url: string;

beforeAll(async () => {
  server = await startTestServer({
    PUBLIC_URL: PAGE,
    ALLOW_ORIGINS: `${FRIEND}, https://second.example.org`,
  });
  // The proxy that speaks https is not there; what it would pass on is sent as it is.
  url = `http://127.0.0.1:${server.config.PORT}`;
});
afterAll(() => server?.stop());

type Cookie = { value: string; attributes: string[] };

function cookieOf(headers: Headers): Cookie | undefined {
  const set = headers.getSetCookie().find((one) => one.startsWith(`${NAME}=`));
  if (set === undefined) return undefined;
  const [pair = '', ...attributes] = set.split(';').map((part) => part.trim());
  return { value: pair.slice(NAME.length + 1), attributes: attributes.map((one) => one.toLowerCase()) };
}

/** Somebody who signs up in a browser. */
async function signUpInBrowser() {
  const address = newAddress();
  const started = await ask(url, 'registrations.start', { address, fullName: 'Ada' });
  const verified = await ask({ url, headers: { origin: PAGE } }, 'registrations.verify', {
    ticket: started.data.ticket,
    code: await server.codeFor(address),
    deliver: 'cookie',
  });
  const cookie = cookieOf(verified.headers);
  if (cookie === undefined) throw new Error('there was no cookie');
  return { verified, cookie };
}

const withCookie = (value: string, headers: Record<string, string> = { origin: PAGE }) => ({
  url,
  headers: { cookie: `${NAME}=${value}`, ...headers },
});
const preflight = (origin: string) =>
  fetch(`${url}/trpc/accounts.updateProfile`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    },
  });

describe('a session in a browser', () => {
  it('A21 keeps its refresh token in a __Host- cookie that no script and no other site can use', async () => {
    const { verified, cookie } = await signUpInBrowser();
    expect(verified.data.session?.refreshToken).toBeNull();
    expect(verified.text).not.toContain(cookie.value);
    expect(cookie.attributes).toEqual(
      expect.arrayContaining(['path=/', 'httponly', 'secure', 'samesite=strict']),
    );
    expect(cookie.attributes.some((one) => one.startsWith('domain'))).toBe(false);
  });

  it('is renewed by the cookie, into the cookie, and never into a body', async () => {
    const { cookie } = await signUpInBrowser();
    const renewed = await ask(withCookie(cookie.value), 'sessions.refresh');
    const next = cookieOf(renewed.headers);
    expect(renewed.data.refreshToken).toBeNull();
    expect(next?.value).not.toBe(cookie.value);
    expect(renewed.text).not.toContain(next?.value);
    expect((await ask(withCookie(next?.value ?? ''), 'sessions.refresh')).outcome).toBe('OK');
  });

  it('that is over loses its cookie', async () => {
    const { cookie } = await signUpInBrowser();
    const signedOut = await ask(withCookie(cookie.value), 'sessions.signOut');
    expect(cookieOf(signedOut.headers)).toMatchObject({ value: '' });
    const renewed = await ask(withCookie(cookie.value), 'sessions.refresh');
    expect(renewed.outcome).toBe('SESSION_ENDED');
    expect(cookieOf(renewed.headers)).toMatchObject({ value: '' });
    expect(cookieOf(renewed.headers)?.attributes).toEqual(expect.arrayContaining(['path=/', 'secure']));
  });

  it('takes the place of the one that the browser had before, which is over', async () => {
    const { verified, cookie } = await signUpInBrowser();
    const address = verified.data.session?.account.address ?? '';
    const signInAgain = async (headers: Record<string, string>) => {
      const codes = (await server.codesTo(address)).length;
      const { ticket } = (await ask(url, 'signIns.requestCode', { address })).data;
      const code = await server.codeFor(address, codes + 1);
      const at = withCookie(cookie.value, headers);
      return ask(at, 'signIns.redeemCode', { ticket, code, deliver: 'cookie' });
    };
    const before = { url, token: verified.data.session?.accessToken ?? '' };
    await signInAgain({ origin: STRANGER });
    expect((await ask(before, 'accounts.me')).outcome).toBe('OK');
    const again = await signInAgain({ origin: PAGE });
    expect((await ask(before, 'accounts.me')).outcome).toBe('SIGN_IN_REQUIRED');
    expect((await ask(withCookie(cookie.value), 'sessions.refresh')).outcome).toBe('SESSION_ENDED');
    const after = { url, token: again.data.session?.accessToken ?? '' };
    expect((await ask(after, 'accounts.me')).outcome).toBe('OK');
  });

  it('A21 is not renewed and not ended by a page of another origin', async () => {
    const { cookie } = await signUpInBrowser();
    const foreign: Record<string, string>[] = [
      { origin: STRANGER },
      { origin: 'null' },
      { origin: 'http://foyer.example.org' },
      { origin: `${PAGE}.attacker.example` },
      { origin: `${PAGE}:8443` },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of foreign)
      for (const procedure of ['sessions.refresh', 'sessions.signOut'] as const) {
        const answer = await ask(withCookie(cookie.value, headers), procedure);
        expect(answer.outcome).toBe('ORIGIN_REFUSED');
        expect(cookieOf(answer.headers)).toBeUndefined();
      }
    const rest = await fetch(`${url}/api/v1/sessions/refresh`, {
      method: 'POST',
      headers: { cookie: `${NAME}=${cookie.value}`, origin: STRANGER },
    });
    expect(rest.status).toBe(403);
    expect((await ask(withCookie(cookie.value), 'sessions.refresh')).outcome).toBe('OK');
  });

  it('A21 is renewed by a page of a configured origin', async () => {
    const { cookie } = await signUpInBrowser();
    const renewed = await ask(withCookie(cookie.value, { origin: FRIEND }), 'sessions.refresh');
    expect(renewed.outcome).toBe('OK');
    expect(renewed.headers.get('access-control-allow-origin')).toBe(FRIEND);
    expect(renewed.headers.get('access-control-allow-credentials')).toBe('true');
  });

  it('A21 is nothing but what renews: no other procedure takes the cookie for a sign-in', async () => {
    const { cookie } = await signUpInBrowser();
    for (const procedure of ['accounts.me', 'sessions.endOthers', 'accounts.updateProfile'] as const)
      expect((await ask(withCookie(cookie.value), procedure)).outcome).toBe('SIGN_IN_REQUIRED');
  });

  it('A21 is begun by no form that a page of another site can send: the browser would be signed in as a stranger', async () => {
    const address = newAddress();
    const { ticket } = (await ask(url, 'registrations.start', { address, fullName: 'Ada' })).data;
    const input = { ticket, code: await server.codeFor(address), deliver: 'cookie' };
    for (const [path, body] of [
      ['/trpc/registrations.verify', { json: input }],
      ['/api/v1/registrations/verify', input],
    ] as const)
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
      ]) {
        const headers = { 'content-type': type, origin: STRANGER };
        const sent = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
        expect([path, type, sent.ok, cookieOf(sent.headers)]).toEqual([path, type, false, undefined]);
      }
    expect((await ask(url, 'registrations.verify', input)).outcome).toBe('OK');
  });

  it('A21 does not take the cookie by the name that plain http uses, which other hosts could set', async () => {
    const { cookie } = await signUpInBrowser();
    const planted = { url, headers: { cookie: `foyer-session=${cookie.value}`, origin: PAGE } };
    expect((await ask(planted, 'sessions.refresh')).outcome).toBe('SESSION_ENDED');
  });
});

describe('a preflight', () => {
  it.each([STRANGER, 'null', 'https://foyer.example.org.attacker.example'])(
    'A21 from %s gets no allow headers',
    async (origin) => {
      const { headers } = await preflight(origin);
      expect([...headers.keys()].filter((name) => name.startsWith('access-control-allow-'))).toEqual([]);
    },
  );

  it('A21 from a configured origin is allowed that origin and what is configured', async () => {
    const { headers, status } = await preflight(FRIEND);
    expect(status).toBeLessThan(300);
    expect(headers.get('access-control-allow-origin')).toBe(FRIEND);
    expect(headers.get('access-control-allow-methods')).toBe('GET, POST, PUT, PATCH, DELETE');
    expect(headers.get('access-control-allow-headers')).toContain('authorization');
    expect(headers.get('vary')?.toLowerCase()).toContain('origin');
  });
});

describe('an answer to a page of another origin', () => {
  it.each([
    ['/trpc/events.list?input=%7B%22json%22%3A%7B%7D%7D', 200],
    ['/trpc/events.list?batch=1&input=%7B%220%22%3A%7B%22json%22%3A%7B%7D%7D%7D', 200],
    ['/trpc/accounts.me?input=%7B%22json%22%3A%7B%7D%7D', 401],
    ['/api/v1/events', 200],
    ['/api/v1/accounts/me', 401],
  ])('A21 tells caches that it depends on the origin: %s', async (path, status) => {
    for (const origin of [FRIEND, 'https://second.example.org', STRANGER, undefined]) {
      const answer = await fetch(url + path, { headers: origin ? { origin } : {} });
      expect([answer.status, origin, answer.headers.get('access-control-allow-origin')]).toEqual([
        status,
        origin,
        origin === STRANGER ? null : (origin ?? null),
      ]);
      const varies = answer.headers.get('vary')?.toLowerCase().split(/, */) ?? [];
      expect(varies).toContain('origin');
      if (path.startsWith('/trpc')) expect(varies).toEqual(['origin', 'trpc-accept', 'accept']);
    }
  });
});
