import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { databaseOn, TEMPLATE } from './global-setup.ts';
import { onServer } from './on-server.ts';

export type TestDatabase = {
  url: string;
  query(statement: string): Promise<Record<string, unknown>[]>;
  drop(): Promise<void>;
};

/** An empty, migrated database of its own, cloned from the template in some milliseconds. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject('postgresUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(server, `create database ${name} template ${TEMPLATE}`);
  const url = databaseOn(server, name);
  return {
    url,
    query: async (statement) => (await onServer(url, statement)).rows,
    drop: async () => {
      await onServer(server, `drop database ${name} with (force)`);
    },
  };
}
