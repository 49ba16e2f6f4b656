import type { Clock } from '../../kernel/clock.ts';
import { announce } from '../../kernel/database/announce.ts';
import type { Database } from '../../kernel/database/database.ts';
import type { EntityManager } from '../../kernel/database/entity-manager.ts';
import { SettingEntity } from '../../kernel/database/settings.entity.ts';
import { transactional } from '../../kernel/database/transaction.ts';

const SETTING = 'clock-ahead-ms';

/** Moves the clock of every process, for development and tests: what is due then is due now. */
export async function moveClock(database: Database, clock: Clock, aheadMs: number): Promise<void> {
  await transactional(database.fork(), async (em) => {
    await em.upsert(SettingEntity, { name: SETTING, value: String(Math.round(aheadMs)) });
    await announce(em, { clockAheadMs: Math.round(aheadMs) });
  });
  clock.setAheadMs(aheadMs);
}

/** How far the clock was moved before this process began. */
export async function readClockAheadMs(em: EntityManager): Promise<number> {
  const setting = await em.findOne(SettingEntity, { name: SETTING });
  return Number(setting?.value ?? 0);
}
