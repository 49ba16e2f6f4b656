import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import { Fault } from '../../kernel/fault.ts';
import { newId } from '../../kernel/ids.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { EVENT_NOT_FOUND } from '../events/events.contract.ts';
import '../events/events.entity.ts';
import { exportLink } from './export-link.ts';
import type { ExportParticipantsInput, ParticipantsExport } from './exports.contract.ts';
import { fileNameOf } from './file-name.ts';

/**
 * Gives out a link by which the attendees of an event are downloaded once. A link and not the file, so that a browser
 * writes it to the disk as it comes, and a program streams it with whatever it has; and the log of who took the list
 * along is written before anybody has it.
 */
export async function exportParticipants(
  ctx: Context,
  { eventId, format }: ExportParticipantsInput,
): Promise<ParticipantsExport> {
  const event = await sqlOf(ctx.em)
    .selectFrom('event')
    .where('id', '=', eventId)
    .select(['name', 'starts_at_local'])
    .executeTakeFirst();
  if (event === undefined) throw new Fault(EVENT_NOT_FOUND);
  const link = { id: newId(), eventId, format, accountId: accountOf(ctx.actor).accountId };
  const { token, expiresAt } = exportLink.seal(ctx.config, link, ctx.clock.now());
  recordAuditEntry(ctx, {
    action: 'participants.exported',
    subjectType: 'event',
    subjectId: eventId,
    details: { format, linkId: link.id },
  });
  return {
    url: new URL(`/exports/${token}`, ctx.config.PUBLIC_URL).href,
    fileName: fileNameOf(event, format),
    expiresAt,
  };
}
