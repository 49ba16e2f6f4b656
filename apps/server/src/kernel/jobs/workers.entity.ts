import { defineEntity, p } from '@mikro-orm/core';
import type { InferKyselyTable } from '@mikro-orm/sql';

/** A process that works on jobs, and when it last said that it is alive. One that stops takes its row along. */
export const WorkerEntity = defineEntity({
  name: 'Worker',
  tableName: 'worker',
  properties: {
    id: p.uuid().primary(),
    host: p.string().length(120),
    processId: p.integer(),
    version: p.string().length(40),
    startedAt: p.datetime(3),
    beatAt: p.datetime(3),
  },
});

declare module '../database/tables.ts' {
  interface Tables {
    worker: InferKyselyTable<typeof WorkerEntity>;
  }
}
