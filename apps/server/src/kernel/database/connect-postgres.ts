import { Migrator } from '@mikro-orm/migrations';
import { type AnyEntity, type EntityClass, type EntitySchema, MikroORM } from '@mikro-orm/postgresql';
import { PostgresDialect } from 'kysely';
import type { Pool } from 'pg';
import type { Database } from './database.ts';
import { giveBackLost } from './give-back-lost.ts';
import { migrationOptions } from './migrate.ts';
import { nameStatements } from './named-statements.ts';
import { createPipelinedPool } from './pipelined-pool.ts';
import { preferReplica } from './prefer-replica.ts';
import { refuseEmptyCommits } from './refuse-empty-commits.ts';
import { allowAhead } from './send-ahead.ts';
import { markAhead } from './write-ahead-of-commit.ts';

/** Connections for reads: two pipelined ones carry more than a core can ask. */
const READ_CONNECTIONS = 2;
/** A host that says nothing is not waited for as long as a kernel would: another one answers as well. */
const REPLICA_CONNECT_MS = 3_000;

export type Entities = (EntityClass<AnyEntity> | EntitySchema)[];

export type PostgresDatabase = Database & { readonly orm: MikroORM };

export async function connectPostgres(options: {
  url: string;
  replicaUrl?: string | undefined;
  poolSize: number;
  /** Whether the url leads through a pooler that gives each transaction another connection. */
  isPooled?: boolean;
  entities: Entities;
  onError: (error: Error) => void;
}): Promise<PostgresDatabase> {
  const { isPooled = false, replicaUrl, onError } = options;
  const poolOf = (url: string, connectMs?: number) =>
    createPipelinedPool({ url, size: READ_CONNECTIONS, isPooled, connectMs, onError });
  const tellOfReplica = (cause: Error) =>
    onError(new Error('The read replica is away: DATABASE_URL is read instead.', { cause }));
  const orm = await MikroORM.init({
    entities: options.entities,
    clientUrl: options.url,
    ensureDatabase: false,
    preferReadReplicas: false,
    extensions: [Migrator],
    migrations: migrationOptions('postgres'),
    pool: { max: options.poolSize },
    onQuery: markAhead,
    driverOptions: {
      application_name: 'foyer',
      pipeline: !isPooled,
      onPoolCreated(pool: Pool) {
        giveBackLost(pool);
        pool.on('connect', (client) => {
          refuseEmptyCommits(client);
          if (isPooled) return;
          nameStatements(client);
          allowAhead(client);
        });
      },
    },
    replicas: [
      {
        driverOptions: () =>
          new PostgresDialect({
            pool:
              replicaUrl === undefined
                ? poolOf(options.url)
                : preferReplica(poolOf(replicaUrl, REPLICA_CONNECT_MS), poolOf(options.url), tellOfReplica),
          }),
      } as never,
    ],
    logger: (message) => onError(new Error(message)),
  });
  return {
    kind: 'postgres',
    orm,
    fork: () => orm.em.fork() as never,
    isReachable: async () => {
      const answer = await orm.em
        .fork()
        .execute('select 1 as one')
        .catch(() => []);
      return answer.length === 1;
    },
    close: () => orm.close(true),
  };
}
