import { sql } from 'kysely';
import { after, DAY_MS, HOUR_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { instantFor, sqlOf, toInstantOrNull } from '../../kernel/database/sql-of.ts';
import '../../kernel/jobs/job-pauses.entity.ts';
import { DELIVERY_LANES, type DeliveryLane, PAUSED_AS } from '../deliveries/deliveries.entity.ts';

type Lane = {
  lane: DeliveryLane;
  queue: string;
  isPaused: boolean;
  ready: number;
  deferred: number;
  active: number;
  failed: number;
  unknown: number;
  oldestReadyAt: Date | null;
  sentLastHour: number;
};

type Row = {
  lane: DeliveryLane;
  ready: number;
  deferred: number;
  active: number;
  failed: number;
  unknown: number;
  oldest_ready: unknown;
  sent: number;
};

/** How the two lanes of the mail ledger stand. Of what is settled only the last days are looked at. */
export async function readLanes(ctx: Context): Promise<Lane[]> {
  const now = instantFor(ctx.em, ctx.clock.now());
  const ago = (milliseconds: number) => instantFor(ctx.em, after(ctx.clock.now(), -milliseconds));
  const { rows } = await sql<Row>`
    select lane,
      count(case when state = 'pending' and next_try_at <= ${now} then 1 end) as ready,
      count(case when state = 'pending' and next_try_at > ${now} then 1 end) as deferred,
      count(case when state in ('claimed', 'sending') then 1 end) as active,
      count(case when state = 'failed' then 1 end) as failed,
      count(case when state = 'unknown' then 1 end) as unknown,
      min(case when state = 'pending' and next_try_at <= ${now} then next_try_at end) as oldest_ready,
      count(case when state = 'sent' and sent_at > ${ago(HOUR_MS)} then 1 end) as sent
    from delivery
    where state in ('pending', 'claimed', 'sending', 'unknown')
      or (state = 'failed' and next_try_at > ${ago(7 * DAY_MS)})
      or (state = 'sent' and next_try_at > ${ago(DAY_MS)})
    group by lane`.execute(sqlOf(ctx.em));
  const paused = await sqlOf(ctx.em)
    .selectFrom('job_pause')
    .where('what', '=', 'queue')
    .select('name')
    .execute();
  const pausedNames = new Set(paused.map(({ name }) => name));
  return DELIVERY_LANES.map((lane) => {
    const row = rows.find((one) => one.lane === lane);
    return {
      lane,
      queue: PAUSED_AS[lane],
      isPaused: pausedNames.has(PAUSED_AS[lane]),
      ready: Number(row?.ready ?? 0),
      deferred: Number(row?.deferred ?? 0),
      active: Number(row?.active ?? 0),
      failed: Number(row?.failed ?? 0),
      unknown: Number(row?.unknown ?? 0),
      oldestReadyAt: toInstantOrNull(row?.oldest_ready),
      sentLastHour: Number(row?.sent ?? 0),
    };
  });
}
