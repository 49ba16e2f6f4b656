import { readConfig } from '../kernel/config.ts';
import type { Context } from '../kernel/context.ts';
import { transactional } from '../kernel/database/transaction.ts';
import { createLog } from '../kernel/log.ts';
import { type Installation, openInstallation } from '../roles/installation.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

export type TestInstallation = Installation & {
  testDatabase: TestDatabase;
  /** A context outside of a transaction. */
  contextOf(): Context;
  /** Runs what a use case would do, in one transaction. */
  inTransaction<Result>(work: (ctx: Context) => Promise<Result>): Promise<Result>;
};

/** What every role stands on, without a role: for what works on the database and below any door. */
export async function openTestInstallation(environment: NodeJS.Dict<string> = {}): Promise<TestInstallation> {
  const testDatabase = await createTestDatabase();
  const config = readConfig({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    PUBLIC_URL: 'https://foyer.example.org',
    MAIL_FROM: 'Foyer <foyer@example.org>',
    JWT_SECRET_KEY: 'a secret for tests and nothing else',
    DATABASE_POOL_SIZE: '6',
    ...environment,
  });
  const log = createLog(config);
  const installation = await openInstallation({ config, log, databaseUrl: testDatabase.url, works: false });
  const actor = { kind: 'system', name: 'test' } as const;
  return {
    ...installation,
    testDatabase,
    contextOf: () => installation.contextIn(installation.database.fork(), actor),
    inTransaction: (work) =>
      transactional(installation.database.fork(), (em) => work(installation.contextIn(em, actor))),
    async close() {
      await installation.close();
      await testDatabase.drop();
    },
  };
}
