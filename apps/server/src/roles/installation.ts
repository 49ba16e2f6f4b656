import { entities } from '../entities.ts';
import { jobs } from '../job-registry.ts';
import type { Actor } from '../kernel/actor.ts';
import { type Clock, createClock } from '../kernel/clock.ts';
import type { Config } from '../kernel/config.ts';
import type { Context } from '../kernel/context.ts';
import { onNews } from '../kernel/database/announce.ts';
import { connectPostgres, type PostgresDatabase } from '../kernel/database/connect-postgres.ts';
import type { EntityManager } from '../kernel/database/entity-manager.ts';
import { DEAF, listenForNews, type NewsListener } from '../kernel/database/listen-for-news.ts';
import { openQueue, type Queue } from '../kernel/jobs/queue.ts';
import type { Log } from '../kernel/log.ts';
import { openPlaces } from '../kernel/places/places.ts';
import { readClockAheadMs } from '../operations/clock/move-clock.ts';

/** What every role of a process stands on. */
export type Installation = {
  config: Config;
  log: Log;
  clock: Clock;
  database: PostgresDatabase;
  databaseUrl: string;
  queue: Queue;
  news: NewsListener;
  /** Called when news may have been missed. */
  onGap(listener: () => void): void;
  contextIn(em: EntityManager, actor: Actor): Context;
  close(): Promise<void>;
};

export async function openInstallation(options: {
  config: Config;
  log: Log;
  databaseUrl: string;
  works: boolean;
  /** What must have happened to the database before anything is read from it. */
  prepare?: (database: PostgresDatabase) => Promise<void>;
}): Promise<Installation> {
  const { config, log, databaseUrl } = options;
  await openPlaces(config);
  const isPooled = config.DATABASE_POOLED || config.DATABASE_DIRECT_URL !== undefined;
  // What needs a connection of its own, and keeps it: around the pooler where there is a way.
  const direct = {
    url: config.DATABASE_DIRECT_URL ?? databaseUrl,
    isPooled: config.DATABASE_DIRECT_URL === undefined && isPooled,
  };
  const database = await connectPostgres({
    url: databaseUrl,
    replicaUrl: config.DATABASE_REPLICA_URL,
    poolSize: config.DATABASE_POOL_SIZE,
    isPooled,
    entities,
    onError: (error) => log.warn({ err: error }, 'a database connection was lost'),
  });
  await options.prepare?.(database);
  const clock = createClock(config.isProduction ? 0 : await readClockAheadMs(database.fork()));
  const stopMovingClock = onNews(({ clockAheadMs }) => {
    if (clockAheadMs !== undefined && !config.isProduction) clock.setAheadMs(clockAheadMs);
  });
  const gaps = new Set<() => void>();
  const tellOfGap = () => {
    for (const listener of gaps) listener();
  };
  const news = direct.isPooled ? DEAF : await listenForNews(direct.url, log, tellOfGap);
  const queue = await openQueue({ ...direct, works: options.works, log, jobs });
  return {
    config,
    log,
    clock,
    database,
    databaseUrl,
    queue,
    news,
    onGap: (listener) => gaps.add(listener),
    contextIn: (em, actor) => ({ em, clock, jobs: queue.jobsIn(em), log, config, actor }),
    async close() {
      stopMovingClock();
      await queue.close();
      await news.stop();
      await database.close();
    },
  };
}
