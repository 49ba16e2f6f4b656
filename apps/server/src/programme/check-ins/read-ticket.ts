import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { readSqlOf, toInstantOrNull } from '../../kernel/database/sql-of.ts';
import { Fault } from '../../kernel/fault.ts';
import { NOT_PARTICIPATING } from '../participations/participations.contract.ts';
import '../participations/participations.entity.ts';
import { TICKET_WITHOUT_SEAT, type Ticket, type TicketInput } from './check-ins.contract.ts';
import { ticketOf } from './ticket-token.ts';

/** One's own ticket, for whoever has a seat. */
export async function readTicket(ctx: Context, { eventId }: TicketInput): Promise<Ticket> {
  const row = await readSqlOf(ctx.em)
    .selectFrom('participation')
    .where('event_id', '=', eventId)
    .where('account_id', '=', accountOf(ctx.actor).accountId)
    .select(['id', 'state', 'checked_in_at'])
    .executeTakeFirst();
  if (row === undefined) throw new Fault(NOT_PARTICIPATING);
  if (row.state !== 'going') throw new Fault(TICKET_WITHOUT_SEAT, 'You have no seat at this event.');
  return {
    participationId: row.id,
    eventId,
    ticket: ticketOf(ctx.config, row.id),
    checkedInAt: toInstantOrNull(row.checked_in_at),
  };
}
