import type { Context } from '../../kernel/context.ts';
import { forNoKeyUpdate, sqlOf } from '../../kernel/database/sql-of.ts';
import { Fault } from '../../kernel/fault.ts';
import '../../messaging/deliveries/deliveries.entity.ts';
import { retireAnnouncement } from '../../messaging/notifications/retire-announcement.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { announcementMail } from './announcement.mail.ts';
import {
  ANNOUNCEMENT_NOT_FOUND,
  ANNOUNCEMENT_SENT,
  type Announcement,
  type CancelAnnouncementInput,
} from './announcements.contract.ts';
import './announcements.entity.ts';
import { readAnnouncement } from './read-announcements.ts';

/** Takes an announcement back: all of it before its time, and then what has not left yet. */
export async function cancelAnnouncement(
  ctx: Context,
  { announcementId }: CancelAnnouncementInput,
): Promise<Announcement> {
  const select = sqlOf(ctx.em)
    .selectFrom('announcement')
    .where('id', '=', announcementId)
    .select(['state', 'event_id']);
  const row = await forNoKeyUpdate(ctx.em, select).executeTakeFirst();
  if (row === undefined) throw new Fault(ANNOUNCEMENT_NOT_FOUND);
  if (row.state === 'cancelled') return readAnnouncement(ctx, announcementId);
  if (row.state === 'posted' && (await withdrawUnsent(ctx, announcementId)) === 0)
    throw new Fault(ANNOUNCEMENT_SENT);
  if (row.state === 'posted') await retireAnnouncement(ctx, { announcementId, eventId: row.event_id });
  await sqlOf(ctx.em)
    .updateTable('announcement')
    .set({ state: 'cancelled' })
    .where('id', '=', announcementId)
    .execute();
  recordAuditEntry(ctx, {
    action: 'announcement.cancelled',
    subjectType: 'event',
    subjectId: row.event_id,
    details: { announcementId },
  });
  await ctx.em.flush();
  return readAnnouncement(ctx, announcementId);
}

/** Also what a sender holds, up to the moment when the relay asks for its body. */
async function withdrawUnsent(ctx: Context, announcementId: string): Promise<number> {
  const { numUpdatedRows } = await sqlOf(ctx.em)
    .updateTable('delivery')
    .set({
      state: 'withdrawn',
      outcome: 'the announcement was taken back',
      payload: '{}' as never,
      owner: null,
      lease_until: null,
    })
    .where('kind', '=', announcementMail.kind)
    .where('state', 'in', ['pending', 'claimed'])
    .where('about_id', '=', announcementId)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
