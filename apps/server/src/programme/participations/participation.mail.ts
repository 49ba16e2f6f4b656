import { z } from 'zod';
import type { Context } from '../../kernel/context.ts';
import { declareMail, type MailDeclaration, NotWanted } from '../../messaging/mails/declare-mail.ts';
import { button, type CalendarPart, facts, note, paragraph } from '../../messaging/mails/mail-content.ts';
import { longTime } from '../../messaging/mails/people-and-times.ts';
import { eventNotice, type Notice } from '../../messaging/notifications/notice.ts';
import type { Words } from '../../messaging/words/en.ts';
import { wordsIn } from '../../messaging/words/words.ts';
import {
  eventFacts,
  eventLink,
  greeting,
  noticedStart,
  readFarewell,
  readWantedAttendance,
  startOf,
  toEvent,
} from './attendance-mail.ts';
import { cancellationFor, requestFor } from './calendar-of.ts';
import type { ParticipationState } from './participations.contract.ts';
import type { Attendance } from './read-attendance.ts';
import { waitlistPlaces } from './waiting-in-line.ts';

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
  offerExpiresAt: z.iso.datetime().optional().describe('Until when the seat is kept for them.'),
  gaveSeatUp: z.boolean().optional().describe('They had a seat until then, and it is in their calendar.'),
});
type Payload = z.infer<typeof Payload>;

type Read = Attendance & {
  news: News;
  place: number;
  reason: string | null;
  calendar: CalendarPart | null;
};

/** One mail for each piece of news: they differ in their words, and in when they have become pointless. */
export const participationMails = Object.fromEntries(
  (Object.keys(TOLD_IN) as News[]).map((news) => [news, mailOf(news)]),
) as Record<News, MailDeclaration<Payload>>;

function mailOf(news: News): MailDeclaration<Payload> {
  return declareMail<Payload, Read>({
    kind: `participation-${news}`,
    lane: 'bulk',
    payload: Payload,
    notice: noticeOf(news),
    read: (ctx, payload) => readNews(ctx, news, payload),
    write(read, letter) {
      const words = wordsIn(letter.locale);
      const { subject, preheader, heading, text } = words.participation[read.news];
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
        calendar: read.calendar,
      };
    },
  });
}

/** What is told within the product is what was so when it happened; where one stands in line changes too often. */
function noticeOf(news: News): Notice<Payload> {
  return eventNotice('seats', (event, { kept, locale }) => {
    const words = wordsIn(locale);
    const when = noticedStart(event, locale);
    const until = kept.offerExpiresAt
      ? longTime({ from: new Date(kept.offerExpiresAt), timeZone: event.timeZone }, locale)
      : '';
    const { subject, preheader } = words.participation[news];
    const told = { event: event.name, when, place: 0, until };
    const sentence = news === 'waitlisted' ? when : preheader(told);
    return {
      title: subject(told),
      content: [sentence, kept.reason].filter(Boolean).join('\n'),
      action: toEvent(event, labelOf(words, news)),
    };
  });
}

function labelOf({ takeSeat, answerInvitation, seeEvent }: Words, news: News): string {
  if (news === 'offered') return takeSeat;
  return news === 'invited' ? answerInvitation : seeEvent;
}

async function readNews(ctx: Context, posted: News, payload: Payload): Promise<Read | NotWanted> {
  const { participationId, gaveSeatUp = false } = payload;
  const attendance = gaveSeatUp
    ? await readFarewell(ctx, participationId)
    : await readWantedAttendance(ctx, participationId, [TOLD_IN[posted]]);
  if (attendance instanceof NotWanted) return attendance;
  // Who has moved on since hears of that by another mail, and here of the seat alone.
  const news = attendance.state === TOLD_IN[posted] ? posted : 'left';
  const place = (await waitlistPlaces(ctx, [participationId])).get(participationId) ?? null;
  if (news === 'waitlisted' && place === null) return new NotWanted('the person has no place in line');
  const { offerExpiresAt } = attendance;
  if (news === 'offered' && (offerExpiresAt === null || offerExpiresAt <= ctx.clock.now()))
    return new NotWanted('the offer has run out');
  const calendar = gaveSeatUp ? cancellationFor(ctx, attendance) : requestFor(ctx, attendance);
  return { ...attendance, news, place: place ?? 0, reason: payload.reason ?? null, calendar };
}

function hintOf(words: Words, state: ParticipationState): string | null {
  if (state === 'going') return words.cannotCome;
  return state === 'waitlisted' ? words.leaveWaitlist : null;
}
