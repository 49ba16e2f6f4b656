import fastifyCookie from '@fastify/cookie';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appRouter } from '../../app-router.ts';
import { rememberSessions, type SessionMemory } from '../../identity/sessions/remember-sessions.ts';
import { makeEvent } from '../../testing/make-event.ts';
import { openTestInstallation, type TestInstallation } from '../../testing/open-test-installation.ts';
import { makePerson } from '../../testing/people.ts';
import { createLimits } from '../limits/limits.ts';
import { type Doors, openCall } from './open-call.ts';
import { trpcDoor } from './trpc-door.ts';

let installation: TestInstallation;
let sessions: SessionMemory;
let app: FastifyInstance;
let token: string;
let eventId: string;

beforeAll(async () => {
  installation = await openTestInstallation();
  const { config, clock, log, database, news, queue } = installation;
  sessions = rememberSessions({ config, clock, database, mayRemember: news.isListening });
  const doors: Doors = {
    config,
    clock,
    log,
    database,
    limits: createLimits({ fork: database.fork, clock, callsPerMinute: 0 }),
    jobsIn: queue.jobsIn,
    identify: sessions.identify,
  };
  app = Fastify();
  await app.register(fastifyCookie);
  await app.register(trpcDoor, { prefix: '/thin', doors, router: appRouter });
  await app.register(adapterDoor, { prefix: '/adapter', doors });
  await app.ready();
  token = (await makePerson({ config, databaseUrl: installation.testDatabase.url })).token;
  eventId = await makeEvent(database.fork(), clock.now());
});
afterAll(async () => {
  await app.close();
  sessions.close();
  await installation.close();
});

/** tRPC's own adapter over the same router and the same kind of call. */
async function adapterDoor(own: FastifyInstance, { doors }: { doors: Doors }): Promise<void> {
  own.removeAllContentTypeParsers();
  own.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  own.route({
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    url: '/*',
    handler: async (request: FastifyRequest, reply: FastifyReply) => {
      const response = await fetchRequestHandler({
        endpoint: '/adapter',
        router: appRouter,
        req: new Request(new URL(request.url, 'http://localhost'), {
          method: request.method,
          headers: request.headers as Record<string, string>,
          ...(typeof request.body === 'string' && { body: request.body }),
        }),
        createContext: () => openCall(doors, request, reply) as never,
      });
      return reply
        .code(response.status)
        .header('content-type', response.headers.get('content-type'))
        .send(await response.text());
    },
  });
}

type Sent = {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  body?: string;
  headers?: Record<string, string>;
};

async function sendTo(door: 'thin' | 'adapter', sent: Sent) {
  const hasBody = sent.body !== undefined;
  const answer = await app.inject({
    method: sent.method ?? (hasBody ? 'POST' : 'GET'),
    url: `/${door}/${sent.path.replaceAll('EVENT', eventId)}`,
    headers: {
      ...(hasBody && { 'content-type': 'application/json' }),
      authorization: `Bearer ${token}`,
      ...sent.headers,
    },
    ...(hasBody && { payload: sent.body?.replaceAll('EVENT', eventId) }),
  });
  return {
    status: answer.statusCode,
    contentType: answer.headers['content-type'],
    body: JSON.parse(answer.body.replaceAll(/"requestId":"[^"]*"/g, '"requestId":"-"')) as unknown,
  };
}

const input = (value: unknown) => `input=${encodeURIComponent(JSON.stringify(value))}`;
const json = (value: object) => ({ json: value });

const SAME: Record<string, Sent> = {
  'a query': { path: `events.get?${input(json({ eventId: 'EVENT' }))}` },
  'a query that takes nothing, with an empty input': { path: `accounts.me?${input(json({}))}` },
  'a query with defaults': { path: `events.list?${input(json({ limit: 3 }))}` },
  'a batch of queries': {
    path: `events.get,accounts.me,events.list?batch=1&${input({ 0: json({ eventId: 'EVENT' }), 1: json({}), 2: json({}) })}`,
  },
  'a batch of one': { path: `accounts.me?batch=1&${input({ 0: json({}) })}` },
  'a batch of which one is refused': {
    path: `accounts.me,events.get?batch=1&${input({ 0: json({}), 1: json({ eventId: 'none' }) })}`,
  },
  'a batch of which all are refused': {
    path: `events.get,events.get?batch=1&${input({ 0: json({ eventId: 'none' }), 1: json({ eventId: '' }) })}`,
  },
  'a mutation': { path: 'accounts.updateProfile', body: JSON.stringify(json({ fullName: 'Ada' })) },
  'a batch of mutations': {
    path: 'accounts.updateProfile,participations.leave?batch=1',
    body: JSON.stringify({ 0: json({ locale: 'en' }), 1: json({ eventId: 'EVENT' }) }),
  },
  'a date in the input': {
    path: 'accounts.updateProfile',
    body: JSON.stringify({
      json: { fullName: '2027-03-14T18:30:00.000Z' },
      meta: { values: { fullName: ['Date'] } },
    }),
  },
  'an input that is wrong': { path: `events.list?${input(json({ limit: 1_000 }))}` },
  'an input of the wrong type': { path: `events.list?${input(json([1, 2]))}` },
  'a refusal of our own': { path: 'participations.leave', body: JSON.stringify(json({ eventId: 'EVENT' })) },
  'a refusal of the gate': { path: 'events.publish', body: JSON.stringify(json({ eventId: 'EVENT' })) },
  'a dead token': { path: `accounts.me?${input(json({}))}`, headers: { authorization: 'Bearer dead' } },
  'an unknown procedure': { path: `events.burn?${input(json({}))}` },
  'a name from the prototype': { path: `constructor?${input(json({}))}` },
  'half a name': { path: `events?${input(json({}))}` },
  'an unknown procedure in a batch': {
    path: `events.burn,accounts.me?batch=1&${input({ 1: json({}), 0: json({}) })}`,
  },
  'a query that is asked as a mutation': { path: 'events.list', body: '{"json":{}}' },
  'a mutation that is asked as a query': { path: `accounts.updateProfile?${input(json({}))}` },
  'no procedure at all': { path: '' },
  'no procedure in a batch': { path: `events.list,?batch=1&${input({ 0: json({}), 1: json({}) })}` },
  'a `meta` that says nothing': { path: `events.list?${input({ json: {}, meta: { values: 7 } })}` },
  'JSON with a character set': {
    path: 'accounts.updateProfile',
    body: JSON.stringify(json({ fullName: 'Ada' })),
    headers: { 'content-type': 'application/json; charset=utf-8' },
  },
};

test.for(Object.entries(SAME))('answers %s as tRPC’s own adapter does', async ([, sent]) => {
  const [thin, adapter] = [await sendTo('thin', sent), await sendTo('adapter', sent)];
  expect(thin).toEqual(adapter);
});

/** Where the door means to differ: what it answers, what the adapter answers, and why. */
const DIFFERENT: {
  what: string;
  why: string;
  sent: Sent;
  thin: [number, string];
  adapter: [number, string];
}[] = [
  {
    what: 'a query without an input',
    why: 'what takes nothing, or has defaults for all, need not be sent an empty object',
    sent: { path: 'accounts.me' },
    thin: [200, 'OK'],
    adapter: [400, 'BAD_INPUT'],
  },
  {
    what: 'an input that is null',
    why: 'as for none',
    sent: { path: `events.list?${input(null)}` },
    thin: [200, 'OK'],
    adapter: [400, 'BAD_INPUT'],
  },
  {
    what: 'an input that superjson says is undefined, as tRPC’s client sends it',
    why: 'as for none',
    sent: { path: `accounts.me?${input({ json: null, meta: { values: ['undefined'] } })}` },
    thin: [200, 'OK'],
    adapter: [400, 'BAD_INPUT'],
  },
  {
    what: 'a batch without inputs',
    why: 'as for none',
    sent: { path: 'accounts.me,events.list?batch=1' },
    thin: [200, 'OK'],
    adapter: [400, 'BAD_INPUT'],
  },
  {
    what: 'a mutation without a body',
    why: 'as for none',
    sent: { method: 'POST', path: 'sessions.endOthers', headers: { 'content-type': 'application/json' } },
    thin: [200, 'OK'],
    adapter: [400, 'BAD_INPUT'],
  },
  {
    what: 'two inputs',
    why: 'which of them counts would be a guess',
    sent: { path: `events.list?${input(json({}))}&${input(json({}))}` },
    thin: [400, 'BAD_INPUT'],
    adapter: [200, 'OK'],
  },
  {
    what: 'a method that asks nothing, without a body',
    why: 'the method is wrong before the content type is missed',
    sent: { method: 'DELETE', path: 'accounts.updateProfile' },
    thin: [405, 'WRONG_METHOD'],
    adapter: [415, 'WRONG_CONTENT_TYPE'],
  },
];

/** Refused alike, in other words: ours say what is wrong, and name no procedure where none has been found yet. */
const WORDED_BY_US: Record<string, { sent: Sent; message: string }> = {
  'a body that is not JSON': {
    sent: { path: 'accounts.updateProfile', body: '{' },
    message: 'The body is not JSON.',
  },
  'an input that is not JSON': { sent: { path: 'events.list?input=%7B' }, message: '`input` is not JSON.' },
  'a batch that is not JSON': {
    sent: { path: 'events.list?batch=1&input=%7B' },
    message: '`input` is not JSON.',
  },
  'a batch whose inputs are a list': {
    sent: { path: `events.list?batch=1&${input([json({})])}` },
    message: 'The inputs of a batch stand in an object',
  },
  'a batch whose inputs are a number': {
    sent: { path: `events.list?batch=1&${input(7)}` },
    message: 'The inputs of a batch stand in an object',
  },
  'an input that is not as superjson writes it': {
    sent: { path: `events.list?${input(7)}` },
    message: 'The input stands in `json`',
  },
  'a `meta` that does not fit': {
    sent: { path: `events.list?${input({ json: {}, meta: { values: { 'prototype.a': ['Date'] } } })}` },
    message: 'The `meta` of the input does not fit',
  },
  'a method that asks nothing': {
    sent: { method: 'PUT', path: 'accounts.updateProfile', body: '{"json":{}}' },
    message: 'Queries are asked with GET',
  },
  'a body that says it is text': {
    sent: { path: 'accounts.updateProfile', body: '{"json":{}}', headers: { 'content-type': 'text/plain' } },
    message: 'Send application/json.',
  },
};

test.for(Object.entries(WORDED_BY_US))(
  'refuses %s as the adapter does, and says what is wrong',
  async ([, { sent, message }]) => {
    const [thin, adapter] = [await sendTo('thin', sent), await sendTo('adapter', sent)];
    expect(outcomeOf(thin)).toEqual(outcomeOf(adapter));
    expect(JSON.stringify(thin.body)).toContain(message.replaceAll('"', '\\"'));
  },
);

test.for(DIFFERENT)('differs on purpose for $what: $why', async ({ sent, thin, adapter }) => {
  expect(outcomeOf(await sendTo('thin', sent))).toEqual(thin);
  expect(outcomeOf(await sendTo('adapter', sent))).toEqual(adapter);
});

function outcomeOf({ status, body }: { status: number; body: unknown }): [number, string] {
  const [first] = (Array.isArray(body) ? body : [body]) as {
    error?: { json: { data: { fault: { code: string } } } };
  }[];
  return [status, first?.error?.json.data.fault.code ?? 'OK'];
}
