import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { paceConnections } from './pace-connections.ts';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A server that only writes down which connections it was given. */
function recording() {
  const given: PassThrough[] = [];
  const server = createServer();
  server.removeAllListeners('connection');
  server.on('connection', (socket) => given.push(socket as never));
  paceConnections(server);
  return { given, come: (socket: PassThrough) => server.emit('connection', socket as never) };
}

const sockets = (count: number) => Array.from({ length: count }, () => new PassThrough());

it('takes up a single connection at once', () => {
  const { given, come } = recording();
  const [socket] = sockets(1) as [PassThrough];
  come(socket);
  expect(given).toEqual([socket]);
});

it('takes up many a few in each turn of the event loop, in the order in which they came', async () => {
  const { given, come } = recording();
  const all = sockets(11);
  for (const socket of all) come(socket);
  const counts = [given.length];
  while (given.length < all.length) {
    await turn();
    counts.push(given.length);
  }
  expect(given).toEqual(all);
  expect(counts).toEqual([3, 6, 9, 11]);
  await turn();
  const [later] = sockets(1) as [PassThrough];
  come(later);
  expect(given.at(-1)).toBe(later);
});

it('leaves out whoever has gone before their turn', async () => {
  const { given, come } = recording();
  const all = sockets(5);
  for (const socket of all) come(socket);
  all[4]?.destroy();
  await turn();
  await turn();
  expect(given).toEqual(all.slice(0, 4));
});

it('loses nothing of what was sent before a connection was taken up', async () => {
  const server: Server = createServer((request, response) => response.end(`hello ${request.url}`));
  paceConnections(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const answers = await Promise.all(
    Array.from({ length: 40 }, async (_, index) => {
      const socket = connect(port, '127.0.0.1');
      socket.write(`GET /${index} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`);
      let text = '';
      for await (const chunk of socket) text += chunk;
      return text.split('\r\n\r\n')[1];
    }),
  );
  expect(answers).toEqual(Array.from({ length: 40 }, (_, index) => `hello /${index}`));
  server.close();
});
