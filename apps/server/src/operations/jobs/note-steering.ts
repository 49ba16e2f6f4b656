import { createHash } from 'node:crypto';
import { actorIdOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';

/** Who steered what. A queue has a name and no id: its entries are found by one that is made of the name. */
export function noteSteering(
  ctx: Context,
  action: string,
  { queue, ...details }: { queue: string } & Record<string, unknown>,
): void {
  recordAuditEntry(ctx, {
    action: `jobs.${action}`,
    subjectType: 'queue',
    subjectId: idOfQueue(queue),
    details: { queue, ...(actorIdOf(ctx.actor) === null && { by: 'admin key' }), ...details },
  });
}

/** A UUID of version 8, whose bits are ours to choose (RFC 9562 § 5.8). */
export function idOfQueue(name: string): string {
  const digits = createHash('sha256').update(`queue ${name}`).digest('hex').slice(0, 32).split('');
  digits[12] = '8';
  digits[16] = '8';
  return digits.join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
