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
  queue: string;
  pauses: number;
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
  const lanes = DELIVERY_LANES.map((lane) => sql`(${lane}, ${PAUSED_AS[lane]})`);
  const { rows } = await sql<Row>`
    with lanes (lane, queue) as (values ${sql.join(lanes)})
    select lanes.lane, lanes.queue,
      (select count(*) from job_pause where what = 'queue' and name = lanes.queue) as pauses,
      count(case when state = 'pending' and next_try_at <= ${now} then 1 end) as ready,
      count(case when state = 'pending' and next_try_at > ${now} then 1 end) as deferred,
      count(case when state in ('claimed', 'sending') then 1 end) as active,
      count(case when state = 'failed' then 1 end) as failed,
      count(case when state = 'unknown' then 1 end) as unknown,
      min(case when state = 'pending' and next_try_at <= ${now} then next_try_at end) as oldest_ready,
      count(case when state = 'sent' and sent_at > ${ago(HOUR_MS)} then 1 end) as sent
    from lanes left join delivery on delivery.lane = lanes.lane and (
      state in ('pending', 'claimed', 'sending', 'unknown')
      or (state = 'failed' and next_try_at > ${ago(7 * DAY_MS)})
      or (state = 'sent' and next_try_at > ${ago(DAY_MS)}))
    group by lanes.lane, lanes.queue order by lanes.lane desc`.execute(sqlOf(ctx.em));
  return rows.map((row) => ({
    lane: row.lane,
    queue: row.queue,
    isPaused: Number(row.pauses) > 0,
    ready: Number(row.ready),
    deferred: Number(row.deferred),
    active: Number(row.active),
    failed: Number(row.failed),
    unknown: Number(row.unknown),
    oldestReadyAt: toInstantOrNull(row.oldest_ready),
    sentLastHour: Number(row.sent),
  }));
}
