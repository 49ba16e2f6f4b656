import { z } from 'zod';
import { declareMail, NotWanted } from '../../messaging/mails/declare-mail.ts';
import { facts, paragraph } from '../../messaging/mails/mail-content.ts';
import { eventNotice } from '../../messaging/notifications/notice.ts';
import { wordsIn } from '../../messaging/words/words.ts';
import { greeting, startOf } from './attendance-mail.ts';
import { cancellationFor } from './calendar-of.ts';
import { readRemoved } from './read-attendance.ts';

/** The record is gone, and what the calendar was told by it has to be taken back: so its last count is kept here. */
export const participationRemovedMail = declareMail({
  kind: 'participation-removed',
  lane: 'bulk',
  payload: z.object({
    participationId: z.uuid(),
    eventId: z.uuid(),
    accountId: z.uuid(),
    seatChanges: z.int().describe('One more than the record had counted.'),
    removedAt: z.iso.datetime(),
  }),
  notice: eventNotice('seats', (event, { locale }) => {
    const { subject, preheader } = wordsIn(locale).participationRemoved;
    return { title: subject(event.name), content: preheader, action: null };
  }),
  async read(ctx, payload) {
    const attendance = await readRemoved(ctx, payload);
    if (attendance === null) return new NotWanted('the event or the account is gone');
    if (attendance.isDisabled) return new NotWanted('the account is disabled');
    if (attendance.event.endsAt <= ctx.clock.now()) return new NotWanted('the event is over');
    return { ...attendance, calendar: cancellationFor(ctx, attendance) };
  },
  write(attendance, letter) {
    const words = wordsIn(letter.locale);
    const { subject, preheader, heading, text } = words.participationRemoved;
    return {
      subject: subject(attendance.event.name),
      preheader,
      heading,
      blocks: [
        greeting(attendance, letter),
        paragraph(text(attendance.event.name)),
        facts([[words.when, startOf(attendance, letter)]]),
      ],
      calendar: attendance.calendar,
    };
  },
});
