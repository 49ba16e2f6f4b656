import { once } from 'node:events';
import { connect } from 'node:net';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, askBatch } from '../../testing/ask.ts';
import { makeEvent } from '../../testing/make-event.ts';
import { makePerson } from '../../testing/people.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import type { ApiClientSecret } from './api-clients.contract.ts';

const CONFIGURED = 'https://configured.example.org';
const REGISTERED = 'https://registered.example.org';

let server: TestServer;
let client: ApiClientSecret;
let token: string;

beforeAll(async () => {
  server = await startTestServer({
    RATE_LIMIT_PER_MINUTE: '0',
    REQUIRE_TRUSTED_CLIENT: 'true',
    ALLOW_ORIGINS: CONFIGURED,
  });
  const made = await fetch(`${server.adminUrl}/api-clients`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.adminKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'The first', origins: [REGISTERED] }),
  });
  client = (await made.json()) as ApiClientSecret;
  token = (await makePerson({ config: server.config, databaseUrl: server.database.url })).token;
});
afterAll(() => server?.stop());

const credentials = () => ({ 'x-client-id': client.id, 'x-client-secret': client.secret });

/** The bytes of one answer, without its date and its request's id. No client of HTTP changes a byte of what is sent. */
async function bytesOf(lines: string[], body = ''): Promise<string> {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.setEncoding('utf8').on('data', (text) => {
    answer += text;
  });
  socket.write([...lines, 'Host: localhost', 'Connection: close', '', body].join('\r\n'));
  await once(socket, 'close');
  return answer.replaceAll(/^(date|x-request-id): .*$/gim, '$1: -').replaceAll(/"requestId":"[^"]*"/g, '');
}

/** What a stranger can send. `HERE` is where the API is, and where nothing is. */
const PROBES: [what: string, lines: string[], body?: string][] = [
  ['a question', ['GET HERE HTTP/1.1']],
  ['a question of a browser', ['GET HERE HTTP/1.1', 'Accept: text/html', 'Sec-Fetch-Site: none']],
  ['a question of another site', ['GET HERE HTTP/1.1', 'Sec-Fetch-Site: cross-site']],
  ['a question of a sister site', ['GET HERE HTTP/1.1', 'Sec-Fetch-Site: same-site']],
  [
    'a page of another origin',
    ['GET HERE HTTP/1.1', 'Origin: https://evil.example.org', 'Sec-Fetch-Site: same-origin'],
  ],
  ['a page of no origin', ['GET HERE HTTP/1.1', 'Origin: null']],
  ['a HEAD', ['HEAD HERE HTTP/1.1']],
  ['a change', ['POST HERE HTTP/1.1', 'Content-Type: application/json', 'Content-Length: 11'], '{"json":{}}'],
  [
    'a body that is no JSON',
    ['POST HERE HTTP/1.1', 'Content-Type: application/json', 'Content-Length: 1'],
    '{',
  ],
  ['a body of another kind', ['POST HERE HTTP/1.1', 'Content-Type: text/xml', 'Content-Length: 4'], '<a/>'],
  [
    'a body that is too large',
    ['POST HERE HTTP/1.1', 'Content-Type: application/json', 'Content-Length: 9000000'],
  ],
  ['a change by PATCH', ['PATCH HERE HTTP/1.1', 'Content-Type: application/json', 'Content-Length: 2'], '{}'],
  ['a DELETE', ['DELETE HERE HTTP/1.1']],
  ['a PUT', ['PUT HERE HTTP/1.1', 'Content-Length: 0']],
  ['a picture', ['PUT HERE HTTP/1.1', 'Content-Type: image/png', 'Content-Length: 4'], 'PNG?'],
  [
    'a picture that is too large',
    ['PUT HERE HTTP/1.1', 'Content-Type: image/png', 'Content-Length: 90000000'],
  ],
  ['another method', ['PROPFIND HERE HTTP/1.1']],
  ['OPTIONS', ['OPTIONS HERE HTTP/1.1']],
  [
    'a preflight',
    ['OPTIONS HERE HTTP/1.1', 'Origin: https://evil.example.org', 'Access-Control-Request-Method: POST'],
  ],
  [
    'a preflight of a known page',
    ['OPTIONS HERE HTTP/1.1', `Origin: ${REGISTERED}`, 'Access-Control-Request-Method: POST'],
  ],
  ['a dead token', ['GET HERE HTTP/1.1', 'Authorization: Bearer dead']],
  ['a key that is none', ['GET HERE HTTP/1.1', 'Idempotency-Key: short']],
  ['a client that is none', ['GET HERE HTTP/1.1', 'X-Client-Id: none', 'X-Client-Secret: none']],
  ['a client without its secret', ['GET HERE HTTP/1.1', 'X-Client-Id: CLIENT']],
  ['a client with a wrong secret', ['GET HERE HTTP/1.1', 'X-Client-Id: CLIENT', 'X-Client-Secret: wrong']],
  ['a cookie', ['GET HERE HTTP/1.1', 'Cookie: foyer-session=x']],
];

/** Every part of the API, in odd spellings too, beside a spelling of nothing that is as odd. */
const ADDRESSES: [api: string, nothing: string][] = [
  ['/trpc/events.list', '/none/events.list'],
  ['/trpc/events.list,accounts.me?batch=1', '/none/events.list,accounts.me?batch=1'],
  ['/trpc/events.list?batch=1&input=%7B', '/none/events.list?batch=1&input=%7B'],
  ['/trpc/events.burn', '/none/events.burn'],
  ['/trpc/', '/none/'],
  ['/trpc', '/none'],
  ['/trpc/events.list/', '/none/events.list/'],
  ['//trpc/events.list', '//none/events.list'],
  ['/trpc//events.list', '/none//events.list'],
  ['/TRPC/events.list', '/NONE/events.list'],
  ['/%74rpc/events.list', '/%6eone/events.list'],
  ['/trpc/%65vents.list', '/none/%65vents.list'],
  ['/trpc/..%2fevents.list', '/none/..%2fevents.list'],
  ['/trpc/%25zz', '/none/%25zz'],
  ['/trpc/%zz', '/none/%zz'],
  ['/api/v1/events/%2f%25zz', '/none/v1/events/%2f%25zz'],
  ['/api/v1/events/%ff', '/ipa/v1/events/%ff'],
  ['/./trpc/events.list', '/./none/events.list'],
  ['/trpc/events.list;a=b', '/none/events.list;a=b'],
  [`/trpc/${'x'.repeat(6_000)}`, `/none/${'x'.repeat(6_000)}`],
  ['/api/v1/accounts/me', '/none/accounts/me'],
  ['/api/v1/events', '/none/events'],
  ['/api/v1/sign-ins', '/none/sign-ins'],
  ['/api/v1/nothing-of-ours', '/none/nothing-of-ours'],
  ['/api/v1/', '/none/v1/'],
  ['/API/V1/events', '/NONE/V1/events'],
  ['/api/v1/events/%25zz', '/none/v1/events/%25zz'],
  [`/api/v1/events/${'x'.repeat(6_000)}`, `/none/v1/events/${'x'.repeat(6_000)}`],
  ['/openapi.json', '/nothing.json'],
  ['/docs', '/none'],
  ['/docs/', '/none/'],
  ['/docs/json', '/none/json'],
  ['/docs/static/index.html', '/none/static/index.html'],
  ['/.well-known/jwks.json', '/.well-known/none.json'],
  ['/notifications/stream', '/none/stream'],
  ['/notifications/stream?lastEventId=x', '/none/stream?lastEventId=x'],
  ['/uploads/x', '/none/x'],
  [`/uploads/${'A'.repeat(200)}`, `/none/${'A'.repeat(200)}`],
  ['/uploads/%25zz', '/none/%25zz'],
  ['/uploads/', '/none/'],
  ['/exports/x', '/none/x'],
  [`/exports/${'A'.repeat(200)}`, `/none/${'A'.repeat(200)}`],
  ['/exports/%25zz', '/none/%25zz'],
  ['/exports/x?format=csv', '/none/x?format=csv'],
  ['/exports/', '/none/'],
];

describe('with the rule on, a stranger', () => {
  it.each(ADDRESSES.map(([api, nothing]) => ({ name: api.slice(0, 40), api, nothing })))(
    'A22 A10 cannot tell $name from nothing by a byte',
    async ({ api, nothing }) => {
      for (const [what, lines, body] of PROBES) {
        const at = (address: string) =>
          bytesOf(
            lines.map((line) => line.replace('HERE', address).replace('CLIENT', client.id)),
            body,
          ).then((bytes) => bytes.replaceAll(address, 'HERE'));
        const [there, nowhere] = [await at(api), await at(nothing)];
        expect(there, what).toBe(nowhere);
        expect(there, what).toMatch(/^HTTP\/1\.1 (404|200|204|400) /);
        expect(there, what).not.toMatch(/"jsonrpc"|SIGN_IN_REQUIRED|"fault"|openapi|trpc-accept/);
      }
    },
  );

  it('A22 gets a plain 404 for a question, whoever is signed in', async () => {
    const held = await makePerson({ config: server.config, databaseUrl: server.database.url }, 'superuser');
    for (const path of [
      '/trpc/accounts.me',
      '/api/v1/accounts/me',
      '/openapi.json',
      '/.well-known/jwks.json',
    ]) {
      const answer = await fetch(server.url + path, { headers: { authorization: `Bearer ${held.token}` } });
      expect([answer.status, await answer.json()]).toEqual([
        404,
        { error: { code: 'NOT_FOUND', message: 'There is no such address.' } },
      ]);
    }
  });

  it('A22 gets no further by an API key: that is a person’s, and wants its client beside it', async () => {
    const headers = credentials();
    const made = await ask({ url: server.url, token, headers }, 'apiKeys.create', {
      name: 'A tool',
      scopes: ['accounts:read'],
      expiresInDays: 1,
    });
    const { key } = made.data;
    expect((await ask({ url: server.url, token: key, headers }, 'accounts.me')).outcome).toBe('OK');
    const alone = await fetch(`${server.url}/trpc/accounts.me`, {
      headers: { authorization: `Bearer ${key}` },
    });
    expect(alone.status).toBe(404);
  });

  it('still finds the console, health, and whatever is no API', async () => {
    for (const path of ['/healthz', '/readyz', '/dev/mail'])
      expect((await fetch(server.url + path)).status, path).toBe(200);
    expect((await fetch(`${server.url}/media/none`)).status).toBe(404);
  });
});

describe('with the rule on, a link that is a proof by itself', () => {
  const NOTHING = [404, { error: { code: 'NOT_FOUND', message: 'There is no such address.' } }];
  const answerOf = async (url: string, init?: RequestInit) => {
    const answer = await fetch(url, init);
    return [answer.status, await answer.json()];
  };
  const fromOurPage = { headers: { 'sec-fetch-site': 'same-origin' } };

  async function byStaff() {
    const held = await makePerson({ config: server.config, databaseUrl: server.database.url }, 'staff');
    const eventId = await makeEvent(server.installation.database.fork(), server.clock.now());
    return { caller: { url: server.url, token: held.token, headers: credentials() }, eventId };
  }

  it('A22 of an export gives the file to whoever follows it, once, and a stranger nothing then', async () => {
    const { caller, eventId } = await byStaff();
    const { url } = (await ask(caller, 'participations.export', { eventId })).data;
    const file = await fetch(url, { headers: { accept: 'text/html', 'sec-fetch-site': 'none' } });
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    for (const dead of [url, `${url}A`]) {
      expect(await answerOf(dead)).toEqual(NOTHING);
      // Whoever is known is told what is the matter.
      expect(await answerOf(dead, fromOurPage)).toMatchObject([404, { error: { code: 'EXPORT_LINK_OVER' } }]);
    }
  });

  it('A22 of an upload takes the picture of whoever has it, and a stranger finds nothing by another', async () => {
    const { caller, eventId } = await byStaff();
    const { url } = (await ask(caller, 'events.startImageUpload', { eventId })).data;
    const picture = { create: { width: 40, height: 30, channels: 3, background: '#3a7d44' } } as const;
    const sent = { method: 'PUT', body: new Uint8Array(await sharp(picture).png().toBuffer()) };
    expect(await answerOf(url, sent)).toMatchObject([200, { upload: expect.any(String) }]);
    expect(await answerOf(`${url}A`, sent)).toEqual(NOTHING);
    expect(await answerOf(`${url}A`, { ...sent, ...fromOurPage })).toMatchObject([
      404,
      { error: { code: 'UPLOAD_LINK_OVER' } },
    ]);
  });
});

describe('with the rule on, the API answers', () => {
  const statusOf = async (headers: Record<string, string>) =>
    (await fetch(`${server.url}/trpc/events.list`, { headers })).status;

  it('a program that shows the secret of its client, in single calls and in batches', async () => {
    const caller = { url: server.url, token, headers: credentials() };
    expect((await ask(caller, 'accounts.me')).outcome).toBe('OK');
    expect(await askBatch(caller, 'accounts.me', [{}, {}])).toEqual([{ outcome: 'OK' }, { outcome: 'OK' }]);
    const rest = await fetch(`${server.url}/api/v1/events`, { headers: credentials() });
    expect(rest.status).toBe(200);
    for (const path of ['/openapi.json', '/docs/', '/.well-known/jwks.json'])
      expect((await fetch(server.url + path, { headers: credentials() })).status, path).toBe(200);
  });

  it('pages of the public address, of configured origins and of registered ones', async () => {
    for (const origin of [server.config.PUBLIC_URL, CONFIGURED, REGISTERED])
      expect(await statusOf({ origin }), origin).toBe(200);
    expect(await statusOf({ 'sec-fetch-site': 'same-origin' })).toBe(200);
    for (const origin of ['https://evil.example.org', `${REGISTERED}.evil.org`, `${REGISTERED}/`, 'null'])
      expect(await statusOf({ origin }), origin).toBe(404);
  });
});

it('A21 lets pages of a registered client read answers, without the session cookie', async () => {
  const preflight = (origin: string) =>
    fetch(`${server.url}/trpc/events.list`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
  const registered = await preflight(REGISTERED);
  expect(registered.status).toBe(204);
  expect(registered.headers.get('access-control-allow-origin')).toBe(REGISTERED);
  expect(registered.headers.get('access-control-allow-credentials')).toBeNull();
  expect((await preflight(CONFIGURED)).headers.get('access-control-allow-credentials')).toBe('true');
  expect((await preflight('https://evil.example.org')).headers.get('access-control-allow-origin')).toBeNull();
});
