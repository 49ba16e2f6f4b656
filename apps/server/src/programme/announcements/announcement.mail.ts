import { z } from 'zod';
import type { Context } from '../../kernel/context.ts';
import { coalesce } from '../../kernel/database/coalesce.ts';
import { jsonOf, sqlOf } from '../../kernel/database/sql-of.ts';
import { declareMail, type Letter, NotWanted } from '../../messaging/mails/declare-mail.ts';
import { button, type MailContent, note, paragraph } from '../../messaging/mails/mail-content.ts';
import { greetedName } from '../../messaging/mails/people-and-times.ts';
import { wordsIn } from '../../messaging/words/words.ts';
import { toEvent } from '../participations/attendance-mail.ts';
import { readAttendance } from '../participations/read-attendance.ts';
import type { Announcement } from './announcements.contract.ts';
import './announcements.entity.ts';
import { isInAudience } from './audience-of.ts';

/** What staff writes. The words stand in the announcement alone, and not in every one of its mails. */
export const announcementMail = declareMail({
  kind: 'announcement',
  lane: 'bulk',
  topic: 'announcements',
  payload: z.object({ announcementId: z.uuid(), participationId: z.uuid() }),
  notice: {
    topic: 'announcements',
    write: ({ announcement, event, locale }) =>
      announcement && {
        title: announcement.subject,
        content: announcement.body,
        action: event && toEvent(event, wordsIn(locale).seeEvent),
      },
  },
  async read(ctx, { announcementId, participationId }) {
    const announcement = await readWords(ctx, announcementId);
    if (announcement === undefined || announcement.state === 'cancelled')
      return new NotWanted('the announcement was taken back');
    const attendance = await readAttendance(ctx, participationId);
    if (attendance === null) return new NotWanted('the participation is gone');
    if (attendance.isDisabled) return new NotWanted('the account is disabled');
    if (!mayBeSentAt(attendance.event, announcement) && !wasSentBefore(attendance.event, announcement))
      return new NotWanted(`the event is ${attendance.event.status}`);
    if (!isInAudience(attendance, announcement))
      return new NotWanted('the person is no longer among those it is for');
    return { ...announcement, fullName: attendance.fullName, event: attendance.event };
  },
  write: writeAnnouncement,
});

/** Once an event is called off, its people get what was written after that, and nothing from before. */
export function mayBeSentAt(
  event: { status: string },
  { isAfterCancellation }: { isAfterCancellation: boolean },
): boolean {
  return event.status === 'published' || (event.status === 'cancelled' && isAfterCancellation);
}

/** What was on its way when its event was put away is sent, unless that had been called off after it was written. */
function wasSentBefore(
  event: { status: string; cancellationReason: string | null },
  { isAfterCancellation }: { isAfterCancellation: boolean },
): boolean {
  return event.status === 'archived' && (event.cancellationReason === null || isAfterCancellation);
}

type Words = Pick<Announcement, 'subject' | 'body'> & {
  fullName: string;
  event: { id: string; name: string; status: string };
};

export function writeAnnouncement({ subject, body, fullName, event }: Words, letter: Letter): MailContent {
  const words = wordsIn(letter.locale);
  return {
    subject,
    preheader: words.announcement.preheader(event.name),
    heading: subject,
    blocks: [
      paragraph(words.greeting(greetedName(fullName))),
      ...body.split(/\r?\n[ \t]*\r?\n\s*/).map(paragraph),
      // One that was put away is shown to nobody.
      ...(event.status === 'archived' ? [] : [button(words.seeEvent, letter.link(`/events/${event.id}`))]),
      note(words.announcement.why(event.name)),
    ],
  };
}

/** Mails to many are made some at once, mostly of one announcement. */
const readWords = coalesce(async (ctx: Context, announcementIds: readonly string[]) => {
  const rows = await sqlOf(ctx.em)
    .selectFrom('announcement')
    .where('id', 'in', [...new Set(announcementIds)])
    .select(['id', 'event_id', 'subject', 'body', 'states', 'checked_in', 'state', 'is_after_cancellation'])
    .execute();
  const found = new Map(
    rows.map(({ id, event_id, subject, body, states, checked_in, state, is_after_cancellation }) => [
      id,
      {
        ...{ eventId: event_id, subject, body, state },
        states: jsonOf<Announcement['states']>(states),
        checkedIn: checked_in,
        isAfterCancellation: Boolean(is_after_cancellation),
      },
    ]),
  );
  return announcementIds.map((id) => found.get(id));
});
