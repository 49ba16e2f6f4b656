import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { isSqlite, readSqlOf } from '../../kernel/database/sql-of.ts';
import type { ParticipationState } from '../participations/participations.contract.ts';
import '../participations/participations.entity.ts';
import type { Attendance, AttendanceInput, AttendancePoint, CheckInPoint } from './attendance.contract.ts';

/** Into how many steps the time is cut, whatever its length; none is shorter than this. */
const STEPS = 120;
const SHORTEST_STEP_MS = 60_000;

type Step = {
  kind: 'state' | 'check-in';
  state: ParticipationState;
  ends: string;
  came: string;
  went: string;
};

/**
 * How an event filled up, from what was kept of every change, and how people came in. The database adds up: one
 * statement, and as many rows as a chart has points, however many people there are.
 */
export async function readAttendanceOverTime(
  ctx: Context,
  { eventId }: AttendanceInput,
): Promise<Attendance> {
  const isLite = isSqlite(ctx.em);
  const ms = (column: string) =>
    isLite ? sql.raw(column) : sql`cast(extract(epoch from ${sql.raw(column)}) * 1000 as bigint)`;
  const { rows } = await sql<Step>`
    with change as (
      select t.to_state, t.from_state, ${ms('t.at')} as at
      from participation_transition t
      join participation p on p.id = t.participation_id
      where p.event_id = ${eventId}
    ),
    move as (
      select 'state' as kind, to_state as state, 1 as came, 0 as went, at from change
      union all
      select 'state', from_state, 0, 1, at from change where from_state is not null
      union all
      select 'check-in', state, 1, 0, ${ms('checked_in_at')}
      from participation where event_id = ${eventId} and checked_in_at is not null
    ),
    span as (
      select kind, min(at) as begins, (max(at) - min(at)) / ${sql.lit(STEPS)} + ${sql.lit(SHORTEST_STEP_MS)} as step
      from move group by kind
    )
    select kind, state, begins + ((at - begins) / step + 1) * step as ends, sum(came) as came, sum(went) as went
    from move join span using (kind)
    group by kind, state, begins, step, (at - begins) / step
    order by ends`.execute(readSqlOf(ctx.em));
  const latestMs = ctx.clock.now().getTime();
  return {
    standing: standingOf(
      rows.filter(({ kind }) => kind === 'state'),
      latestMs,
    ),
    checkIns: checkInsOf(
      rows.filter(({ kind }) => kind === 'check-in'),
      latestMs,
    ),
  };
}

/** From what came and went in each step to how it stood at its end; the last step may not be over yet. */
function standingOf(steps: readonly Step[], latestMs: number): AttendancePoint[] {
  const counts = new Map<ParticipationState, number>();
  const count = (state: ParticipationState) => counts.get(state) ?? 0;
  return [...Map.groupBy(steps, ({ ends }) => Number(ends))].map(([ends, moves]) => {
    for (const { state, came, went } of moves) counts.set(state, count(state) + Number(came) - Number(went));
    const going = moves.find(({ state }) => state === 'going');
    return {
      at: new Date(Math.min(ends, latestMs)),
      going: count('going'),
      waitlisted: count('waitlisted'),
      offered: count('offered'),
      requested: count('requested'),
      invited: count('invited'),
      joined: Number(going?.came ?? 0),
      left: Number(going?.went ?? 0),
    };
  });
}

function checkInsOf(steps: readonly Step[], latestMs: number): CheckInPoint[] {
  let checkedIn = 0;
  return [...Map.groupBy(steps, ({ ends }) => Number(ends))].map(([ends, moves]) => {
    for (const { came } of moves) checkedIn += Number(came);
    return { at: new Date(Math.min(ends, latestMs)), checkedIn };
  });
}
