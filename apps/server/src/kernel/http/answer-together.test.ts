import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { answerTogether } from './answer-together.ts';

test('sends the answers of one turn when all that came in with it have been asked', async () => {
  const app = Fastify();
  answerTogether(app);
  const happened: string[] = [];
  app.addHook('onResponse', async (request) => void happened.push(`answered ${request.url}`));
  app.get('/:name', (request, reply) => {
    happened.push(`asked ${request.url}`);
    void reply.send({});
  });
  await Promise.all(['/a', '/b', '/c'].map((url) => app.inject({ url })));
  expect(happened).toEqual(['asked /a', 'asked /b', 'asked /c', 'answered /a', 'answered /b', 'answered /c']);
});

test('keeps the order of answers on one connection, and those of a later turn', async () => {
  const app = Fastify();
  answerTogether(app);
  app.get('/:name', async (request) => (request.params as { name: string }).name);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  let received = '';
  socket.on('data', (chunk) => {
    received += chunk;
  });
  const bodies = () => received.match(/(?<=\r\n\r\n)\w/g)?.join('') ?? '';
  for (const names of ['abc', 'de']) {
    for (const name of names) socket.write(`GET /${name} HTTP/1.1\r\nhost: x\r\n\r\n`);
    await expect.poll(bodies).toMatch(new RegExp(`${names}$`));
  }
  expect(bodies()).toBe('abcde');
  const closed = once(socket, 'close');
  await app.close();
  await closed;
});

test('answers others when one of them cannot be sent', async () => {
  const app = Fastify();
  answerTogether(app);
  app.get('/bad', (_request, reply) => void reply.header('x-bad', 'two\nlines').send('x'));
  app.get('/good', async () => 'good');
  const [bad, good] = await Promise.all([app.inject('/bad'), app.inject('/good')]);
  expect([bad.statusCode, good.statusCode, good.body]).toEqual([500, 200, 'good']);
});
