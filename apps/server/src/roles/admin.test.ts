import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    RATE_LIMIT_PER_MINUTE: '0',
    REQUIRE_TRUSTED_CLIENT: 'true',
    ALLOW_ORIGINS: 'https://app.example.org',
  });
});
afterAll(() => server?.stop());

/** What the admin listener has, or will have: each is of this machine, and nobody's business outside. */
const INTERNAL = [
  'POST /enrolments',
  'POST /api-clients',
  'GET /metrics',
  'GET /jobs',
  'GET /continuity',
  'POST /continuity/failover',
];

function send(base: string, what: string, given: { key?: string; body?: object } = {}) {
  const [method = '', path = ''] = what.split(' ');
  return fetch(base + path, {
    method,
    headers: {
      ...(given.key !== undefined && { authorization: `Bearer ${given.key}` }),
      ...(given.body && { 'content-type': 'application/json' }),
    },
    ...(given.body && { body: JSON.stringify(given.body) }),
  });
}

it.each(INTERNAL)('%s is not on the public listener, not even for the admin key', async (what) => {
  const [method] = what.split(' ');
  for (const prefix of ['', '/trpc', '/api/v1', '/admin']) {
    const nothing = await send(server.url + prefix, `${method} /none`, { key: server.adminKey });
    const answer = await send(server.url + prefix, what, { key: server.adminKey });
    expect([answer.status, await answer.text()]).toEqual([404, await nothing.text()]);
  }
});

it.each([...INTERNAL, 'GET /', 'GET /healthz', 'GET /none'])(
  '%s of the admin listener wants its key',
  async (what) => {
    for (const key of [undefined, '', 'wrong', server.adminKey.slice(1), `${server.adminKey}x`]) {
      const answer = await send(server.adminUrl, what, key === undefined ? {} : { key });
      expect([answer.status, await answer.json()]).toEqual([
        401,
        { error: expect.objectContaining({ code: 'ADMIN_KEY_REQUIRED' }) },
      ]);
    }
  },
);

it('registers the first client of a locked installation', async () => {
  const { adminUrl, adminKey: key } = server;
  const made = await send(adminUrl, 'POST /api-clients', { key, body: { name: 'The first', origins: [] } });
  const { id, secret } = (await made.json()) as { id: string; secret: string };
  const headers = { 'x-client-id': id, 'x-client-secret': secret };
  expect((await fetch(`${server.url}/trpc/events.list`, { headers })).status).toBe(200);
  expect((await fetch(`${server.url}/trpc/events.list`)).status).toBe(404);
  const entries = await server.database.query(
    `select action, actor_id from audit_entry where subject_id = '${id}'`,
  );
  expect(entries).toEqual([{ action: 'api-client.created', actor_id: null }]);
});

it('says what is wrong with a client that cannot be registered', async () => {
  const { adminUrl, adminKey: key } = server;
  for (const body of [
    {},
    { name: '', origins: [] },
    { name: 'An app', origins: ['https://a.example.org/'] },
  ]) {
    const refused = await send(adminUrl, 'POST /api-clients', { key, body });
    expect([refused.status, await refused.json()]).toMatchObject([400, { error: { code: 'BAD_INPUT' } }]);
  }
  expect((await send(adminUrl, 'POST /api-clients', { key })).status).toBe(400);
});

it('A21 believes cookies from its own pages and those of the public address, and from no other origin', async () => {
  const refresh = async (origin: string) => {
    const answer = await fetch(`${server.adminUrl}/trpc/sessions.refresh`, {
      method: 'POST',
      headers: { origin, cookie: 'foyer-session=some-token', 'content-type': 'application/json' },
      body: '{"json":{}}',
    });
    const { error } = (await answer.json()) as { error: { json: { data: { fault: { code: string } } } } };
    return [error.json.data.fault.code, answer.headers.get('access-control-allow-origin')];
  };
  for (const origin of [server.config.ADMIN_URL, server.config.PUBLIC_URL])
    expect(await refresh(origin)).toEqual(['SESSION_ENDED', null]);
  for (const origin of ['https://app.example.org', 'https://evil.example.org', 'null', server.adminUrl])
    expect(await refresh(origin)).toEqual(['ORIGIN_REFUSED', null]);
});
