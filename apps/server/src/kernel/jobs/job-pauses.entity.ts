import { defineEntity, p } from '@mikro-orm/core';
import type { InferKyselyTable } from '@mikro-orm/sql';

/**
 * What is held back on purpose: a queue (or a lane of mail) on which nobody works, or a schedule that starts nothing.
 * It is a row, so that it outlives every process. What is enqueued meanwhile waits.
 */
export const JobPauseEntity = defineEntity({
  name: 'JobPause',
  tableName: 'job_pause',
  properties: {
    /** `queue` or `schedule`. */
    what: p.string().length(20).primary(),
    name: p.string().length(80).primary(),
    pausedAt: p.datetime(3),
    /** Null: by the key of the machine. */
    pausedBy: p.uuid().nullable(),
  },
});

declare module '../database/tables.ts' {
  interface Tables {
    job_pause: InferKyselyTable<typeof JobPauseEntity>;
  }
}
