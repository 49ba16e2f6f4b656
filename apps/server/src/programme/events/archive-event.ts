import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { type ArchiveEventInput, EVENT_NOT_ARCHIVABLE, type EventDetails } from './events.contract.ts';
import { getEvent } from './get-event.ts';
import { lockEvent } from './lock-event.ts';

/** Puts away what is over or was called off: staff alone sees it from then on. Doing it again changes nothing. */
export async function archiveEvent(ctx: Context, input: ArchiveEventInput): Promise<EventDetails> {
  const event = await lockEvent(ctx, input.eventId);
  if (event.status === 'archived') return getEvent(ctx, input);
  const isOver = event.status === 'published' && event.endsAt <= ctx.clock.now();
  if (!isOver && event.status !== 'cancelled') throw new Fault(EVENT_NOT_ARCHIVABLE);
  event.status = 'archived';
  event.updatedAt = ctx.clock.now();
  recordAuditEntry(ctx, { action: 'event.archived', subjectType: 'event', subjectId: event.id });
  await ctx.em.flush();
  return getEvent(ctx, input);
}
