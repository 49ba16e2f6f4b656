import { hostname } from 'node:os';
import { pid } from 'node:process';
import { SECOND_MS } from '../clock.ts';
import type { Context } from '../context.ts';
import { instantFor, sqlOf } from '../database/sql-of.ts';
import { newId } from '../ids.ts';
import './workers.entity.ts';

const BEAT_EVERY_MS = 5 * SECOND_MS;
/** A worker that has not been heard for so long is taken for lost. */
export const LOST_AFTER_MS = 4 * BEAT_EVERY_MS;

export type Heart = { stop(): Promise<void> };

/** Says again and again that this process works on jobs, for whoever looks whether anybody does. */
export async function beatAsWorker(contextOf: () => Context, version: string): Promise<Heart> {
  const id = newId();
  const startedAt = contextOf().clock.now();
  async function beat(): Promise<void> {
    const { em, clock, log } = contextOf();
    const at = instantFor(em, clock.now());
    const row = { id, host: hostname().slice(0, 120), process_id: pid, version };
    await sqlOf(em)
      .insertInto('worker')
      .values({ ...row, started_at: instantFor(em, startedAt), beat_at: at })
      .onConflict((known) => known.column('id').doUpdateSet({ beat_at: at }))
      .execute()
      .catch((error) => log.warn({ err: error }, 'this worker could not say that it is alive'));
  }
  await beat();
  const timer = setInterval(() => void beat(), BEAT_EVERY_MS);
  return {
    async stop() {
      clearInterval(timer);
      const { em } = contextOf();
      await sqlOf(em)
        .deleteFrom('worker')
        .where('id', '=', id)
        .execute()
        // Its last beat says the same, a little later.
        .catch(() => {});
    },
  };
}
