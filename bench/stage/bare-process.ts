// The limit: node:http with nothing on it, and one prepared statement by pg for each request, or for the first alone.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import type { Bare } from './start-bare.ts';

process.on('message', ({ databaseUrl, statement, answers }: Bare) => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
  let kept: string | undefined;
  const server = createServer((request, response) => {
    if (kept !== undefined) return answer(response, kept);
    const caller = request.headers.authorization?.slice('Bearer '.length);
    pool.query({ name: 'bare', text: statement, values: [caller] }).then(
      ({ rows }) => {
        const body = JSON.stringify(answers === 'all' ? rows : rows[0]);
        if (answers === 'the first again') kept = body;
        answer(response, body);
      },
      (error: Error) => {
        response.statusCode = 500;
        response.end(error.message);
      },
    );
  });
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
});

function answer(response: ServerResponse, body: string): void {
  response.setHeader('content-type', 'application/json');
  response.setHeader('content-length', Buffer.byteLength(body));
  response.end(body);
}

process.on('disconnect', () => process.exit(0));
