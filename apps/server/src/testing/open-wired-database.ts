import { connect, createServer } from 'node:net';
import { entities } from '../entities.ts';
import { connectPostgres, type PostgresDatabase } from '../kernel/database/connect-postgres.ts';
import { freePort } from './free-port.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

export type WiredDatabase = PostgresDatabase & {
  testDatabase: TestDatabase;
  /** How often it was asked so far, and waited for what was answered before it was asked again. */
  ways(): number;
};

/**
 * A database of its own over a wire that counts. It has one connection: what a transaction leaves behind on it, the next
 * one would find.
 */
export async function openWiredDatabase(): Promise<WiredDatabase> {
  const testDatabase = await createTestDatabase();
  const wire = await openWire(testDatabase.url);
  const database = await connectPostgres({ url: wire.url, poolSize: 1, entities, onError: () => {} });
  return {
    ...database,
    testDatabase,
    ways: wire.ways,
    async close() {
      await database.close();
      wire.close();
      await testDatabase.drop();
    },
  };
}

/** Long enough for all answers to what was asked in one write. */
const HELD_MS = 15;

/** Between a client and the database, whose answers it keeps back until no more of them come. */
async function openWire(url: string) {
  const { hostname, port } = new URL(url);
  const own = new URL(url);
  own.port = String(await freePort());
  let ways = 0;
  const server = createServer((client) => {
    const database = connect({ host: hostname, port: Number(port) });
    let answer: Buffer[] = [];
    let timer: NodeJS.Timeout | undefined;
    let isAnswered = true;
    client.on('data', (asked) => {
      if (isAnswered) ways++;
      isAnswered = false;
      database.write(asked);
    });
    database.on('data', (part) => {
      answer.push(part);
      clearTimeout(timer);
      timer = setTimeout(() => {
        client.write(Buffer.concat(answer));
        answer = [];
        isAnswered = true;
      }, HELD_MS);
    });
    client.on('close', () => database.destroy());
    database.on('close', () => client.destroy());
    client.on('error', () => {});
    database.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(Number(own.port), hostname, resolve));
  return { url: own.href, ways: () => ways, close: () => server.close() };
}
