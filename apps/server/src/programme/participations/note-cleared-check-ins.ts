import type { Context } from '../../kernel/context.ts';
import { sqlOf, toInstant } from '../../kernel/database/sql-of.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';

/** A check-in goes with the seat: the audit log keeps that there was one. Called before the records are written. */
export async function noteClearedCheckIns(
  ctx: Context,
  { eventId, participationIds }: { eventId: string; participationIds: readonly string[] },
): Promise<void> {
  if (participationIds.length === 0) return;
  const rows = await sqlOf(ctx.em)
    .selectFrom('participation')
    .where('id', 'in', participationIds)
    .where('checked_in_at', 'is not', null)
    .select(['id', 'checked_in_at', 'checked_in_by'])
    .execute();
  for (const row of rows)
    recordAuditEntry(ctx, {
      action: 'check-in.cleared',
      subjectType: 'participation',
      subjectId: row.id,
      details: {
        eventId,
        checkedInAt: toInstant(row.checked_in_at).toISOString(),
        checkedInBy: row.checked_in_by,
      },
    });
}
