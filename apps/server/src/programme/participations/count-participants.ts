import type { Context } from '../../kernel/context.ts';
import { preparedRead } from '../../kernel/database/prepared.ts';
import type { CountParticipantsInput, ParticipantCounts } from './participations.contract.ts';
import './participations.entity.ts';

const readCounts = preparedRead<{ eventId: string }>()((db, parameter) =>
  db
    .selectFrom('participation')
    .where('event_id', '=', parameter('eventId'))
    .select((row) => ['state', row.fn.countAll<number>().as('people')])
    .select((row) => row.fn.count<number>('checked_in_at').as('checked_in'))
    .groupBy('state'),
);

/** How many people stand how with an event. For staff: the gate has made sure. */
export async function countParticipants(
  ctx: Context,
  { eventId }: CountParticipantsInput,
): Promise<ParticipantCounts> {
  const counts: ParticipantCounts = {
    invited: 0,
    requested: 0,
    waitlisted: 0,
    offered: 0,
    going: 0,
    declined: 0,
    left: 0,
    rejected: 0,
    checkedIn: 0,
  };
  for (const row of await readCounts(ctx.em, { eventId })) {
    counts[row.state] = Number(row.people);
    // Whoever left after they were let in has gone again.
    if (row.state === 'going') counts.checkedIn = Number(row.checked_in);
  }
  return counts;
}
