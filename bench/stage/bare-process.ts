// The limit: node:http with nothing on it, and one prepared statement by pg for each request.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import type { Bare } from './start-bare.ts';

process.on('message', ({ databaseUrl, statement, answers }: Bare) => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
  const server = createServer((request, response) => {
    const caller = request.headers.authorization?.slice('Bearer '.length);
    pool.query({ name: 'bare', text: statement, values: [caller] }).then(
      ({ rows }) => {
        const body = JSON.stringify(answers === 'one' ? rows[0] : rows);
        response.setHeader('content-type', 'application/json');
        response.setHeader('content-length', Buffer.byteLength(body));
        response.end(body);
      },
      (error: Error) => {
        response.statusCode = 500;
        response.end(error.message);
      },
    );
  });
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
});
process.on('disconnect', () => process.exit(0));
