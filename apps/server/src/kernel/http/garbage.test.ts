import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appRouter } from '../../app-router.ts';
import { makeEvent } from '../../testing/make-event.ts';
import { makePerson } from '../../testing/people.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import type { ProcedureMeta } from '../procedure.ts';

type Procedure = { _def: { type: 'query' | 'mutation'; meta: ProcedureMeta; inputs: [{ shape: object }] } };
const procedures = Object.entries(appRouter._def.procedures) as unknown as [string, Procedure][];

/** What a call may be refused with whatever it asks: the doors' own refusals. */
const OF_THE_DOORS = ['NOT_FOUND', 'WRONG_METHOD', 'WRONG_CONTENT_TYPE', 'TOO_LARGE', 'ORIGIN_REFUSED'];
const LEAKS =
  /\bat .*\.(ts|js):\d|node_modules|\bselect\b.*\bfrom\b|insert into|update "|relation "|pg_|TRPCError|ZodError/is;
/** A call that takes longer hangs: nothing here waits for anything. */
const HANGS_AFTER_MS = 20_000;

let server: TestServer;
let eventId: string;

beforeAll(async () => {
  server = await startTestServer({ RATE_LIMIT_PER_MINUTE: '0' });
  eventId = await makeEvent(server.installation.database.fork(), server.clock.now());
});
afterAll(() => server.stop());

const nasty = fc.constantFrom(
  '',
  '\0',
  'a\0b@example.org',
  '\uD800',
  'a\uDFFFb',
  '\u202Eabc',
  '%00',
  "'; drop table event; --",
  '{{7*7}}',
  '../../etc/passwd',
  'person@example.org',
  '\r\nBcc: other@example.org',
  'x'.repeat(30_000),
  '😀'.repeat(2_000),
  '2027-03-14T19:30',
  '0000-01-01T00:00',
  '9999-12-31T23:59',
  '00000000-0000-0000-0000-000000000000',
  '12345678',
);
const scalar = fc.oneof(
  nasty,
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.integer(),
  fc.constantFrom(0, -1, 1, 2 ** 31, 2 ** 53, -(2 ** 53), 1e308, 0.5, -0),
  fc.constantFrom(true, false, null),
);
const anything = fc.oneof(
  { weight: 4, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 5 }) },
  { weight: 1, arbitrary: fc.dictionary(fc.string({ maxLength: 8 }), scalar, { maxKeys: 4 }) },
  { weight: 1, arbitrary: fc.constantFrom('DEEP', 'DEEPER') },
);
const metaValue = fc.constantFrom(
  ['Date'],
  ['set'],
  ['map'],
  ['regexp'],
  ['bigint'],
  ['number'],
  ['undefined'],
  ['URL'],
  ['class', 'Person'],
  ['custom', 'Thing'],
  ['symbol', 'x'],
  ['Error'],
  [['typed-array', 'Uint8Array']],
  'Date',
  7,
);

/** Stand-ins for what is only known, or only writable, in the text that is sent. */
function fillIn(text: string): string {
  return text
    .replaceAll('"EVENT"', `"${eventId}"`)
    .replaceAll('"DEEP"', () => '['.repeat(5_000) + ']'.repeat(5_000))
    .replaceAll('"DEEPER"', () => `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`);
}

/** Inputs that have the right fields and wrong values, or wrong fields, or are no input at all. */
function inputFor(fields: readonly string[]): fc.Arbitrary<string> {
  const names = fc.constantFrom(
    ...fields,
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'userId',
    'role',
  );
  const value = fc.oneof({ weight: 6, arbitrary: anything }, { weight: 1, arbitrary: fc.constant('EVENT') });
  const object = fc
    .array(fc.tuple(names, value), { maxLength: 8 })
    .map(
      (entries) =>
        `{${entries.map(([name, it]) => `${JSON.stringify(name)}:${JSON.stringify(it)}`).join(',')}}`,
    );
  const json = fc.oneof(
    { weight: 6, arbitrary: object },
    { weight: 1, arbitrary: anything.map((it) => JSON.stringify(it)) },
  );
  const meta = fc.oneof(
    fc
      .dictionary(fc.constantFrom(...fields, '__proto__', 'a.b', ''), metaValue, { maxKeys: 3 })
      .map((values) => ({ values })),
    fc.constantFrom({ referentialEqualities: { a: ['b'] } }, { values: 7 }, { v: 9 }, null, 'x', [], {
      values: [['Date']],
    }),
  );
  return fc.oneof(
    { weight: 5, arbitrary: json.map((it) => `{"json":${it}}`) },
    {
      weight: 3,
      arbitrary: fc.tuple(json, meta).map(([it, m]) => `{"json":${it},"meta":${JSON.stringify(m)}}`),
    },
    { weight: 1, arbitrary: json },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '',
        'null',
        '{',
        'NaN',
        '[[[',
        '"',
        '{"json":NaN}',
        '\uFEFF{}',
        '{"json":{}}}',
      ),
    },
  );
}

/** Of a person of its own: what one procedure ends must not sign out the callers of the next. */
async function authorizationAs(who: 'anonymous' | 'member' | 'superuser'): Promise<Record<string, string>> {
  if (who === 'anonymous') return {};
  const { token } = await makePerson({ config: server.config, databaseUrl: server.database.url }, who);
  return { authorization: `Bearer ${token}` };
}

type Answer = { status: number; text: string };

async function send(address: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(`${server.url}${address}`, {
    ...init,
    signal: AbortSignal.timeout(HANGS_AFTER_MS),
  });
  return { status: response.status, text: await response.text() };
}

function expectPlainRefusal(answer: Answer, declared: readonly string[], path: string): void {
  expect(answer.status, answer.text.slice(0, 500)).not.toBe(500);
  expect(answer.status).toBeLessThan(500);
  if (answer.status === 200) return;
  for (const fault of faultsIn(JSON.parse(answer.text))) {
    expect([...declared, ...OF_THE_DOORS], `${path} answered ${fault.code}`).toContain(fault.code);
    expect(fault.message).not.toMatch(LEAKS);
  }
  expect(answer.text).not.toMatch(/"stack"/);
}

function faultsIn(body: unknown): { code: string; message: string }[] {
  const bodies = (Array.isArray(body) ? body : [body]) as {
    error?: {
      json?: { data: { fault: { code: string; message: string } } };
      code?: string;
      message?: string;
    };
  }[];
  return bodies.flatMap(({ error }) => {
    if (error === undefined) return [];
    return error.json ? [error.json.data.fault] : [{ code: error.code ?? '', message: error.message ?? '' }];
  });
}

describe.for(['anonymous', 'member', 'superuser'] as const)('as %s', (who) => {
  test.for(procedures)('%s takes any garbage with a plain refusal', async ([path, { _def: it }]) => {
    const fields = Object.keys(it.inputs[0].shape);
    const declared = it.meta.faults.map((fault) => fault.code);
    const authorization = await authorizationAs(who);
    await fc.assert(
      fc.asyncProperty(inputFor(fields), fc.boolean(), async (generated, isBatch) => {
        const input = fillIn(generated);
        const given = isBatch ? `{"0":${input},"1":${input}}` : input;
        const at = `/trpc/${isBatch ? `${path},${path}?batch=1` : `${path}?`}`;
        // A query's input stands in its address, whose length Node bounds.
        const asked = encodeURIComponent(given.toWellFormed());
        if (it.type === 'query' && asked.length > 8_000) return;
        const answer = await (it.type === 'query'
          ? send(`${at}&input=${asked}`, { headers: authorization })
          : send(at, {
              method: 'POST',
              headers: { 'content-type': 'application/json', ...authorization },
              body: given,
            }));
        expectPlainRefusal(answer, declared, path);
      }),
      { numRuns: 14 },
    );
  });

  test.for(procedures)('the REST twin of %s as well', async ([path, { _def: it }]) => {
    const [method = 'GET', template = '/'] = it.meta.rest.split(' ');
    const fields = Object.keys(it.inputs[0].shape);
    const declared = it.meta.faults.map((fault) => fault.code);
    const authorization = await authorizationAs(who);
    const inPath = fc.oneof(
      fc.constant(() => eventId),
      scalar.map((it) => () => String(it).slice(0, 200)),
    );
    const query = fc.array(fc.tuple(fc.constantFrom(...fields, 'constructor', '__proto__', 'x[y]'), scalar), {
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(inPath, query, inputFor(fields), async (inside, pairs, body) => {
        const address = `/api/v1${template.replaceAll(/\{\w+\}/g, () => encodeURIComponent(inside().toWellFormed()))}`;
        const search = pairs
          .map(([name, it]) => `${name}=${encodeURIComponent(String(it).slice(0, 1_000).toWellFormed())}`)
          .join('&');
        const answer = await (method === 'GET'
          ? send(`${address}?${search}`, { headers: authorization })
          : send(address, {
              method,
              headers: { 'content-type': 'application/json', ...authorization },
              body: fillIn(body).replace(/^\{"json":(.*)\}$/s, '$1'),
            }));
        expectPlainRefusal(answer, declared, path);
      }),
      { numRuns: 10 },
    );
  });
});

test.for(['\0', 'half a pair: \uD83D', '\uDE00'])(
  'refuses text that cannot be kept, by its field: %j',
  async (text) => {
    const answer = await send('/trpc/registrations.start', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ json: { address: 'person@example.org', fullName: `A${text}B` } }),
    });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text).error.json.data.fault).toMatchObject({
      code: 'BAD_INPUT',
      fields: [{ path: 'fullName' }],
    });
  },
);
