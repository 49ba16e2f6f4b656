import { actorIdOf } from '../../kernel/actor.ts';
import { HOUR_MS, MINUTE_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { instantFor, sqlOf, toInstant, toInstantOrNull } from '../../kernel/database/sql-of.ts';
import { BAD_INPUT, type FaultKind } from '../../kernel/fault.contract.ts';
import { Fault, faultAt } from '../../kernel/fault.ts';
import { EXACTLY_ONE, fieldProblem } from '../../kernel/field-problem.contract.ts';
import '../../people/audit/audit.entity.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import type { ParticipationState } from '../participations/participations.contract.ts';
import '../participations/participations.entity.ts';
import {
  CHECK_IN_CLOSED,
  CHECK_IN_UNDONE,
  type CheckIn,
  type CheckInInput,
  SCAN_TIME_INVALID,
  TICKET_GIVEN_UP,
  TICKET_REJECTED,
  TICKET_UNKNOWN,
  TICKET_WITHOUT_SEAT,
  type UndoCheckInInput,
} from './check-ins.contract.ts';
import { openTicket } from './ticket-token.ts';

const REFUSALS: Record<Exclude<ParticipationState, 'going'>, FaultKind> = {
  rejected: TICKET_REJECTED,
  left: TICKET_GIVEN_UP,
  declined: TICKET_GIVEN_UP,
  invited: TICKET_WITHOUT_SEAT,
  requested: TICKET_WITHOUT_SEAT,
  waitlisted: TICKET_WITHOUT_SEAT,
  offered: TICKET_WITHOUT_SEAT,
};

/** How old a scan may be that comes late, and how far a scanner's clock may be ahead. */
const LATEST_FLUSH_MS = 48 * HOUR_MS;
const CLOCK_AHEAD_MS = 5 * MINUTE_MS;

/** Lets somebody in, once: a second scan of the same ticket answers when the first one was. */
export async function checkIn(ctx: Context, input: CheckInInput): Promise<CheckIn> {
  const participationId = findTicket(ctx, input);
  const at = timeOfScan(ctx, input);
  const found = await readParticipant(ctx, { eventId: input.eventId, participationId });
  if (found.status !== 'published') throw new Fault(CHECK_IN_CLOSED);
  if (found.state !== 'going') throw new Fault(REFUSALS[found.state]);
  if (input.scannedAt && (await wasUndoneSince(ctx, participationId, at))) throw new Fault(CHECK_IN_UNDONE);
  // Of two scanners one finds it unset; and whoever has left in between is not let in.
  const { numUpdatedRows } = await sqlOf(ctx.em)
    .updateTable('participation')
    .set({ checked_in_at: instantFor(ctx.em, at), checked_in_by: actorIdOf(ctx.actor) })
    .where('id', '=', participationId)
    .where('state', '=', 'going')
    .where('checked_in_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return answer(found, at, true);

  const again = await readParticipant(ctx, { eventId: input.eventId, participationId });
  if (again.state !== 'going') throw new Fault(REFUSALS[again.state]);
  return answer(again, toInstantOrNull(again.checked_in_at), false);
}

/** Takes a check-in back that was a mistake. */
export async function undoCheckIn(ctx: Context, input: UndoCheckInInput): Promise<CheckIn> {
  const found = await readParticipant(ctx, input);
  const { numUpdatedRows } = await sqlOf(ctx.em)
    .updateTable('participation')
    .set({ checked_in_at: null, checked_in_by: null })
    .where('id', '=', input.participationId)
    .where('checked_in_at', 'is not', null)
    .executeTakeFirst();
  if (numUpdatedRows > 0n)
    recordAuditEntry(ctx, {
      action: 'check-in.undone',
      subjectType: 'participation',
      subjectId: input.participationId,
      details: {
        eventId: input.eventId,
        checkedInAt: found.checked_in_at === null ? null : toInstant(found.checked_in_at).toISOString(),
        checkedInBy: found.checked_in_by,
      },
    });
  return answer(found, null, false);
}

/** When the person came in: now, or when a scanner without network saw them, if that can be. */
function timeOfScan(ctx: Context, { scannedAt }: CheckInInput): Date {
  const now = ctx.clock.now();
  if (scannedAt === undefined) return now;
  const agoMs = now.getTime() - scannedAt.getTime();
  if (agoMs > LATEST_FLUSH_MS || agoMs < -CLOCK_AHEAD_MS) throw new Fault(SCAN_TIME_INVALID);
  // A clock that is a little ahead is no reason to be let in before now.
  return agoMs < 0 ? now : scannedAt;
}

/** A scan that comes late must not bring back what somebody has taken back since. */
async function wasUndoneSince(ctx: Context, participationId: string, at: Date): Promise<boolean> {
  const undone = await sqlOf(ctx.em)
    .selectFrom('audit_entry')
    .where('subject_type', '=', 'participation')
    .where('subject_id', '=', participationId)
    .where('action', '=', 'check-in.undone')
    .where('at', '>=', instantFor(ctx.em, at))
    .select('id')
    .limit(1)
    .executeTakeFirst();
  return undone !== undefined;
}

function findTicket(ctx: Context, { ticket, participationId }: CheckInInput): string {
  if ((ticket === undefined) === (participationId === undefined))
    throw faultAt(BAD_INPUT, fieldProblem('ticket', EXACTLY_ONE, { fields: ['ticket', 'participationId'] }));
  const id = participationId ?? openTicket(ctx.config, ticket ?? '');
  if (id === undefined) throw new Fault(TICKET_UNKNOWN);
  return id;
}

async function readParticipant(
  ctx: Context,
  { eventId, participationId }: { eventId: string; participationId: string },
) {
  const row = await sqlOf(ctx.em)
    .selectFrom('participation')
    .innerJoin('account', 'account.id', 'participation.account_id')
    .innerJoin('event', 'event.id', 'participation.event_id')
    .where('participation.id', '=', participationId)
    .where('event.id', '=', eventId)
    .select(['participation.id', 'participation.state', 'event.status'])
    .select(['account.full_name', 'account.is_system'])
    .select(['participation.account_id', 'participation.checked_in_at', 'participation.checked_in_by'])
    .executeTakeFirst();
  if (row === undefined) throw new Fault(TICKET_UNKNOWN);
  return row;
}

function answer(
  row: { id: string; account_id: string; full_name: string; is_system: unknown },
  checkedInAt: Date | null,
  isFirst: boolean,
): CheckIn {
  return {
    participationId: row.id,
    accountId: row.account_id,
    fullName: row.full_name,
    isSystem: Boolean(row.is_system),
    checkedInAt,
    isFirst,
  };
}
