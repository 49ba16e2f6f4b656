import type { Actor } from './actor.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { EntityManager } from './database/entity-manager.ts';
import type { Jobs } from './jobs/jobs.ts';
import type { Log } from './log.ts';

/** All that a use case can reach. */
export type Context = {
  readonly em: EntityManager;
  readonly clock: Clock;
  readonly jobs: Jobs;
  readonly log: Log;
  readonly config: Config;
  readonly actor: Actor;
};
