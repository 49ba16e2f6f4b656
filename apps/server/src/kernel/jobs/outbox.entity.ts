import { defineEntity, p } from '@mikro-orm/core';
import type { InferKyselyTable } from '@mikro-orm/sql';
import type { EntityManager } from '../database/entity-manager.ts';
import { newId } from '../ids.ts';
import type { Jobs } from './jobs.ts';

/** Jobs enqueued while SQLite serves: kept in their order, and handed to the queue when Postgres is back. */
export const OutboxJobEntity = defineEntity({
  name: 'OutboxJob',
  tableName: 'outbox_job',
  properties: {
    id: p.uuid().primary(),
    queue: p.string().length(80),
    payload: p.json<Record<string, unknown>>(),
  },
});

declare module '../database/tables.ts' {
  interface Tables {
    outbox_job: InferKyselyTable<typeof OutboxJobEntity>;
  }
}

export function outboxJobsIn(em: EntityManager): Jobs {
  return {
    async enqueue(job, payload) {
      const parsed = job.payload.parse(payload) as Record<string, unknown>;
      await em.insert(OutboxJobEntity, { id: newId(), queue: job.name, payload: parsed });
    },
  };
}
