import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { Readable } from 'node:stream';
import Fastify from 'fastify';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { takeTurns } from './take-turns.ts';

const SIGNED_IN = { authorization: 'Bearer x' };

let nowMs = 0;
beforeEach(() => {
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
});
afterEach(() => vi.restoreAllMocks());

function open() {
  const app = Fastify();
  takeTurns(app);
  const answered: string[] = [];
  app.get('/:name', async (request) => {
    answered.push((request.params as { name: string }).name);
    return {};
  });
  const ask = (name: string, headers = {}) => app.inject({ url: `/${name}`, headers });
  return { ask, answered };
}

test('answers whoever shows a token before the rest of a crowd, and each of the crowd, in order', async () => {
  const { ask, answered } = open();
  await ask('first');
  const names = Array.from({ length: 100 }, (_, index) => `stranger-${index}`);
  const crowd = names.map((name) => ask(name));
  await Promise.all([...crowd, ask('member', SIGNED_IN)]);
  expect(answered.indexOf('member')).toBeLessThan(5);
  expect(answered.filter((name) => name.startsWith('stranger'))).toEqual(names);
});

test('leaves nobody behind: one after the other, and again after a pause', async () => {
  const { ask, answered } = open();
  for (const name of ['a', 'b', 'c', 'd', 'e']) await ask(name);
  expect(answered).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('sends the answers of one turn when all that came in with it have been asked', async () => {
  const app = Fastify();
  takeTurns(app);
  const happened: string[] = [];
  app.addHook('onResponse', async (request) => void happened.push(`answered ${request.url}`));
  app.get('/:name', (request, reply) => {
    happened.push(`asked ${request.url}`);
    void reply.send({});
  });
  await Promise.all(['/a', '/b', '/c'].map((url) => app.inject({ url, headers: SIGNED_IN })));
  expect(happened).toEqual(['asked /a', 'asked /b', 'asked /c', 'answered /a', 'answered /b', 'answered /c']);
});

test('keeps the order of answers on one connection, and those of a later turn', async () => {
  const app = Fastify();
  takeTurns(app);
  app.get('/:name', async (request) => (request.params as { name: string }).name);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  let received = '';
  socket.on('data', (chunk) => {
    received += chunk;
  });
  const bodies = () => received.match(/(?<=\r\n\r\n)\w/g)?.join('') ?? '';
  for (const names of ['abc', 'de']) {
    for (const name of names)
      socket.write(`GET /${name} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer x\r\n\r\n`);
    await expect.poll(bodies).toMatch(new RegExp(`${names}$`));
  }
  expect(bodies()).toBe('abcde');
  const closed = once(socket, 'close');
  await app.close();
  await closed;
});

test('answers others when one of them cannot be sent', async () => {
  const app = Fastify();
  takeTurns(app);
  app.get('/bad', (_request, reply) => void reply.header('x-bad', 'two\nlines').send('x'));
  app.get('/good', async () => 'good');
  const [bad, good] = await Promise.all([
    app.inject({ url: '/bad', headers: SIGNED_IN }),
    app.inject({ url: '/good', headers: SIGNED_IN }),
  ]);
  expect([bad.statusCode, good.statusCode, good.body]).toEqual([500, 200, 'good']);
});

test('survives a stream that fails before the turn ends', async () => {
  const app = Fastify();
  takeTurns(app);
  app.get('/', (_request, reply) => {
    const body = new Readable({ read() {} });
    void reply.send(body);
    body.destroy(new Error('the file is gone'));
  });
  expect((await app.inject({ url: '/', headers: SIGNED_IN })).statusCode).toBe(500);
});

test('lets no answer wait for a turn that takes long', async () => {
  const app = Fastify();
  takeTurns(app);
  const happened: string[] = [];
  app.addHook('onResponse', async (request) => void happened.push(`answered ${request.url}`));
  app.get('/quick', (_request, reply) => void reply.send('quick'));
  app.get('/slow', (_request, reply) => {
    nowMs += 5;
    happened.push('worked');
    void reply.send('slow');
  });
  await Promise.all(['/quick', '/slow', '/slow'].map((url) => app.inject({ url, headers: SIGNED_IN })));
  expect(happened).toEqual(['worked', 'answered /quick', 'answered /slow', 'worked', 'answered /slow']);
});
