import { z } from 'zod';
import type { Context } from '../../kernel/context.ts';
import { declareMail, type MailDeclaration, NotWanted } from '../../messaging/mails/declare-mail.ts';
import { button, facts, note, paragraph } from '../../messaging/mails/mail-content.ts';
import { longTime } from '../../messaging/mails/people-and-times.ts';
import type { Words } from '../../messaging/words/en.ts';
import { wordsIn } from '../../messaging/words/words.ts';
import { eventFacts, eventLink, greeting, readWantedAttendance, startOf } from './attendance-mail.ts';
import type { ParticipationState } from './participations.contract.ts';
import type { Attendance } from './read-attendance.ts';
import { waitlistPlace } from './waitlist-place.ts';

/** What happens to somebody's own participation, and is told to them. */
export type News = keyof Words['participation'];

/** Told only while it is still so: who has moved on by the time of sending gets the newer mail alone. */
const TOLD_IN: Record<News, ParticipationState> = {
  confirmed: 'going',
  promoted: 'going',
  waitlisted: 'waitlisted',
  offered: 'offered',
  'offer-expired': 'declined',
  requested: 'requested',
  invited: 'invited',
  declined: 'declined',
  left: 'left',
  rejected: 'rejected',
};

const Payload = z.object({
  participationId: z.uuid(),
  reason: z.string().optional().describe('Staff’s words to the person.'),
});
type Payload = z.infer<typeof Payload>;

type Read = Attendance & { place: number; reason: string | null };

/** One mail for each piece of news: they differ in their words, and in when they have become pointless. */
export const participationMails = Object.fromEntries(
  (Object.keys(TOLD_IN) as News[]).map((news) => [news, mailOf(news)]),
) as Record<News, MailDeclaration<Payload>>;

function mailOf(news: News): MailDeclaration<Payload> {
  return declareMail<Payload, Read>({
    kind: `participation-${news}`,
    lane: 'bulk',
    payload: Payload,
    read: (ctx, payload) => readNews(ctx, news, payload),
    write(read, letter) {
      const words = wordsIn(letter.locale);
      const { subject, preheader, heading, text } = words.participation[news];
      const { name, timeZone } = read.event;
      const told = {
        event: name,
        when: startOf(read, letter),
        place: read.place,
        until: read.offerExpiresAt ? longTime({ from: read.offerExpiresAt, timeZone }, letter.locale) : '',
      };
      const hint = hintOf(words, read.state);
      return {
        subject: subject(told),
        preheader: preheader(told),
        heading,
        blocks: [
          greeting(read, letter),
          paragraph(text(told)),
          eventFacts(read, letter),
          ...(read.reason === null ? [] : [facts([[words.reason, read.reason]])]),
          button(words.seeEvent, eventLink(read, letter)),
          ...(hint === null ? [] : [note(hint)]),
        ],
      };
    },
  });
}

async function readNews(ctx: Context, news: News, payload: Payload): Promise<Read | NotWanted> {
  const attendance = await readWantedAttendance(ctx, payload.participationId, [TOLD_IN[news]]);
  if (attendance instanceof NotWanted) return attendance;
  const place = await waitlistPlace(ctx, attendance.event.id, attendance.waitlistNumber);
  if (news === 'waitlisted' && place === null) return new NotWanted('the person has no place in line');
  const { offerExpiresAt } = attendance;
  if (news === 'offered' && (offerExpiresAt === null || offerExpiresAt <= ctx.clock.now()))
    return new NotWanted('the offer has run out');
  return { ...attendance, place: place ?? 0, reason: payload.reason ?? null };
}

function hintOf(words: Words, state: ParticipationState): string | null {
  if (state === 'going') return words.cannotCome;
  return state === 'waitlisted' ? words.leaveWaitlist : null;
}
