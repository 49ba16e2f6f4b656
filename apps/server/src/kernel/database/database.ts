import type { EntityManager } from './entity-manager.ts';

/** A connected database: Postgres, or SQLite with the same tables. */
export type Database = {
  readonly kind: 'postgres' | 'sqlite';
  /** A unit of work of its own for each request or job. */
  fork(): EntityManager;
  /** Whether it answers now. */
  isReachable(): Promise<boolean>;
  close(): Promise<void>;
};
