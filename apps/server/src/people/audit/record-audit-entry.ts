import { actorIdOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { AuditEntryEntity } from './audit.entity.ts';

/** Notes, in the transaction of the change, who made it. */
export function recordAuditEntry(
  ctx: Context,
  entry: { action: string; subjectType: string; subjectId: string; details?: Record<string, unknown> },
): void {
  ctx.em.create(
    AuditEntryEntity,
    {
      id: newId(),
      at: ctx.clock.now(),
      actorId: actorIdOf(ctx.actor),
      action: entry.action,
      subjectType: entry.subjectType,
      subjectId: entry.subjectId,
      details: entry.details ?? {},
    },
    { persist: true },
  );
}
