import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appRouter } from '../../app-router.ts';
import type { ProcedureMeta } from '../../kernel/procedure.ts';
import { makeEvent } from '../../testing/make-event.ts';
import { makePerson } from '../../testing/people.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

type Operation = { operationId: string; parameters?: { name: string; in: string }[]; security?: object[] };
type Document = {
  openapi: string;
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, { required?: string[] }> };
};

let server: TestServer;
let document: Document;
let eventId: string;

beforeAll(async () => {
  server = await startTestServer({ RATE_LIMIT_PER_MINUTE: '0' });
  document = (await (await fetch(`${server.url}/openapi.json`)).json()) as Document;
  eventId = await makeEvent(server.installation.database.fork(), server.clock.now());
});
afterAll(() => server.stop());

/** Of somebody of their own for each test: among the routes are those that end everybody's sessions. */
async function signedIn(): Promise<{ authorization: string }> {
  const place = { config: server.config, databaseUrl: server.database.url };
  return { authorization: `Bearer ${(await makePerson(place, 'superuser')).token}` };
}

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );

test('the description is valid OpenAPI 3.1', async () => {
  expect(document.openapi).toBe('3.1.0');
  const { valid, errors } = await new Validator().validate(document);
  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
});

test('a problem of a field is described as it is answered', () => {
  expect(document.components.schemas.FieldProblem?.required).toEqual(['path', 'code', 'params', 'message']);
});

test('every procedure has one route, and every route is a procedure', () => {
  const procedures = Object.entries(appRouter._def.procedures) as unknown as [
    string,
    { _def: { meta: ProcedureMeta } },
  ][];
  const expected = procedures.map(([name, it]) => `${name.replace('.', '_')} ${it._def.meta.rest}`);
  expect(
    operations()
      .map(({ path, method, operation }) => `${operation.operationId} ${method} ${path}`)
      .toSorted(),
  ).toEqual(expected.toSorted());
});

test('every route that is described answers, with a body of ours', async () => {
  for (const { path, method } of operations()) {
    const own = await signedIn();
    const address = `${server.url}/api/v1${path.replaceAll('{eventId}', eventId).replaceAll(/\{\w+\}/g, 'none')}`;
    const response = await fetch(address, {
      method,
      headers: {
        ...own,
        ...(method !== 'GET' && { 'content-type': 'application/json' }),
      },
      ...(method !== 'GET' && { body: '{"limit":"none"}' }),
    });
    const body = (await response.json()) as { error?: { code: string; message: string; requestId: string } };
    expect(response.headers.get('content-type'), path).toMatch(/^application\/json/);
    expect(response.status, `${method} ${path}`).toBeLessThan(500);
    if (response.status === 200) continue;
    expect(body.error).toMatchObject({
      code: expect.stringMatching(/^[A-Z_]+$/),
      message: expect.any(String),
    });
    expect(['NOT_FOUND', 'SIGN_IN_REQUIRED', 'NOT_ALLOWED']).not.toContain(body.error?.code);
    expect(body.error?.requestId).toBe(response.headers.get('x-request-id'));
  }
});

test('a REST twin does what its procedure does, with dates as ISO 8601 in both directions', async () => {
  const headers = await signedIn();
  const send = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${server.url}/api/v1${path}`, {
      method,
      headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const day = new Date(server.clock.now().getTime() + 5 * 86_400_000).toISOString().slice(0, 10);
  const created = await send('POST', '/events', {
    name: 'By REST',
    startsAtLocal: `${day}T19:00`,
    endsAtLocal: `${day}T21:00`,
    timeZone: 'UTC',
    registrationClosesAt: `${day}T12:00:00+02:00`,
  });
  expect(created.body).toMatchObject({
    startsAt: `${day}T19:00:00.000Z`,
    registrationClosesAt: `${day}T10:00:00.000Z`,
    status: 'draft',
  });
  const path = `/events/${created.body.id}`;
  expect((await send('POST', `${path}/publish`)).body.status).toBe('published');
  const patched = await send('PATCH', path, { version: 99, name: 'Later' });
  expect([patched.status, (patched.body.error as { code: string }).code]).toEqual([409, 'EVENT_CHANGED']);
  expect((await send('POST', `${path}/join`)).body).toMatchObject({
    state: 'going',
    eventId: created.body.id,
  });
  const page = (await send('GET', '/events?limit=1')).body as { items: unknown[]; nextCursor: string };
  expect(page.items).toHaveLength(1);
  const next = await send('GET', `/events?limit=1&cursor=${encodeURIComponent(page.nextCursor)}`);
  expect(next.body.items).not.toEqual(page.items);
  const wrong = await send('GET', '/events?limit=1000');
  expect(wrong).toMatchObject({
    status: 400,
    body: {
      error: { code: 'BAD_INPUT', fields: [{ path: 'limit', code: 'too-big', params: { maximum: 100 } }] },
    },
  });
});

test('what is written in the path cannot be overridden by the body', async () => {
  const openId = await makeEvent(server.installation.database.fork(), server.clock.now());
  const response = await fetch(`${server.url}/api/v1/events/${openId}/join`, {
    method: 'POST',
    headers: { ...(await signedIn()), 'content-type': 'application/json' },
    body: JSON.stringify({ eventId: '019f0000-0000-7000-8000-000000000000' }),
  });
  expect(((await response.json()) as { eventId: string }).eventId).toBe(openId);
});

test('the docs load with what they need', async () => {
  const page = await fetch(`${server.url}/docs/`);
  expect(page.status).toBe(200);
  const html = await page.text();
  const needed = [...html.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, file]) => file as string);
  expect(needed.length).toBeGreaterThan(2);
  for (const file of needed) {
    const asset = await fetch(new URL(file, `${server.url}/docs/`));
    expect([file, asset.status]).toEqual([file, 200]);
    await asset.body?.cancel();
  }
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
});

test('the process says that it is alive, what serves it, and by which key it signs', async () => {
  expect(await (await fetch(`${server.url}/healthz`)).json()).toEqual({ status: 'alive' });
  expect(await (await fetch(`${server.url}/readyz`)).json()).toEqual({
    status: 'ready',
    database: 'postgres',
  });
  const { keys } = (await (await fetch(`${server.url}/.well-known/jwks.json`)).json()) as { keys: object[] };
  expect(keys).toHaveLength(1);
  expect(keys[0]).toMatchObject({ kty: 'EC', crv: 'P-256', use: 'sig', alg: 'ES256' });
  expect(keys[0]).not.toHaveProperty('d');
});
