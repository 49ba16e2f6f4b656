import type { SqlEntityManager } from '@mikro-orm/sql';

/** MikroORM's unit of work over whichever database serves: Postgres, or the SQLite standby. */
export type EntityManager = SqlEntityManager;
