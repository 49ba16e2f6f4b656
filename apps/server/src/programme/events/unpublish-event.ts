import type { Context } from '../../kernel/context.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import { Fault } from '../../kernel/fault.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { LIVE_STATES } from '../participations/participations.policy.ts';
import {
  EVENT_HAS_PARTICIPANTS,
  EVENT_NOT_PUBLISHED,
  type EventDetails,
  type UnpublishEventInput,
} from './events.contract.ts';
import { getEvent } from './get-event.ts';
import { lockEvent } from './lock-event.ts';

/** Makes a draft again of what was shown too early, as long as nobody has a place at it or waits for one. */
export async function unpublishEvent(ctx: Context, input: UnpublishEventInput): Promise<EventDetails> {
  // Whoever joins needs this row too: they have either committed, and are seen below, or find a draft.
  const event = await lockEvent(ctx, input.eventId);
  if (event.status === 'draft') return getEvent(ctx, input);
  if (event.status !== 'published' || event.endsAt <= ctx.clock.now()) throw new Fault(EVENT_NOT_PUBLISHED);
  const somebody = await sqlOf(ctx.em)
    .selectFrom('participation')
    .select('id')
    .where('event_id', '=', event.id)
    .where('state', 'in', LIVE_STATES)
    .limit(1)
    .executeTakeFirst();
  if (somebody !== undefined) throw new Fault(EVENT_HAS_PARTICIPANTS);
  event.status = 'draft';
  event.rescheduledFrom = null;
  event.updatedAt = ctx.clock.now();
  recordAuditEntry(ctx, { action: 'event.unpublished', subjectType: 'event', subjectId: event.id });
  await ctx.em.flush();
  return getEvent(ctx, input);
}
