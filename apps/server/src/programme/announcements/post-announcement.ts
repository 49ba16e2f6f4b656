import type { Context } from '../../kernel/context.ts';
import { jsonOf, sqlOf } from '../../kernel/database/sql-of.ts';
import { postToMany } from '../../messaging/deliveries/post-to-many.ts';
import '../events/events.entity.ts';
import { announcementMail, mayBeSentAt } from './announcement.mail.ts';
import type { Announcement } from './announcements.contract.ts';
import './announcements.entity.ts';
import { audienceOf } from './audience-of.ts';

/**
 * Posts one to whoever it is for now. However often and by however many it is begun, it is posted once: the second to
 * change its state waits for the first and finds it changed, and the mails have their keys besides.
 */
export async function postAnnouncement(ctx: Context, announcementId: string): Promise<void> {
  const db = sqlOf(ctx.em);
  const event = await db
    .selectFrom('announcement')
    .innerJoin('event', 'event.id', 'announcement.event_id')
    .where('announcement.id', '=', announcementId)
    .select(['event.status', 'announcement.is_after_cancellation'])
    .executeTakeFirst();
  if (event === undefined) return;
  const mayBeSent = mayBeSentAt(event, { isAfterCancellation: Boolean(event.is_after_cancellation) });
  const row = await db
    .updateTable('announcement')
    .set({ state: mayBeSent ? 'posted' : 'cancelled' })
    .where('id', '=', announcementId)
    .where('state', '=', 'scheduled')
    .returning(['event_id', 'states', 'checked_in'])
    .executeTakeFirst();
  if (row === undefined || !mayBeSent) return;
  await postToMany(ctx, announcementMail, {
    recipients: audienceOf({
      eventId: row.event_id,
      states: jsonOf<Announcement['states']>(row.states),
      checkedIn: row.checked_in,
    }),
    sendKey: `announcement:${announcementId}`,
    about: announcementId,
    payload: { aboutKey: 'participationId', common: { announcementId } },
  });
}
