import type { Context } from '../../kernel/context.ts';
import type { Locale } from '../../kernel/locale.contract.ts';
import { type Letter, NotWanted } from '../../messaging/mails/declare-mail.ts';
import { facts, type MailBlock, paragraph } from '../../messaging/mails/mail-content.ts';
import { greetedName, longTime } from '../../messaging/mails/people-and-times.ts';
import type { NoticeContent, ToldEvent } from '../../messaging/notifications/notice.ts';
import { wordsIn } from '../../messaging/words/words.ts';
import type { ParticipationState } from './participations.contract.ts';
import { type Attendance, readAttendance } from './read-attendance.ts';

/** Reads how a person stands with an event that goes ahead, and whether a mail about it still makes sense. */
export async function readWantedAttendance(
  ctx: Context,
  participationId: string,
  states: readonly ParticipationState[],
): Promise<Attendance | NotWanted> {
  const attendance = await readAttendance(ctx, participationId);
  if (attendance === null) return new NotWanted('the participation is gone');
  if (attendance.isDisabled) return new NotWanted('the account is disabled');
  if (attendance.event.status !== 'published')
    return new NotWanted(`the event is ${attendance.event.status}`);
  if (!states.includes(attendance.state)) return new NotWanted(`the person has state ${attendance.state}`);
  if (attendance.event.endsAt <= ctx.clock.now()) return new NotWanted('the event is over');
  return attendance;
}

/**
 * The same for whom a seat was taken from or who gave it up: they are told wherever they stand since, unless they have
 * a seat again, for their calendar still shows it.
 */
export async function readFarewell(ctx: Context, participationId: string): Promise<Attendance | NotWanted> {
  const attendance = await readAttendance(ctx, participationId);
  if (attendance === null) return new NotWanted('the participation is gone');
  if (attendance.isDisabled) return new NotWanted('the account is disabled');
  if (attendance.state === 'going') return new NotWanted('the person has a seat again');
  if (attendance.event.endsAt <= ctx.clock.now()) return new NotWanted('the event is over');
  return attendance;
}

export function startOf({ event }: Attendance, { locale }: Letter): string {
  return longTime({ from: event.startsAt, timeZone: event.timeZone }, locale);
}

export function greeting(attendance: Attendance, { locale }: Letter): MailBlock {
  return paragraph(wordsIn(locale).greeting(greetedName(attendance.fullName)));
}

/** When and where, and what to pay; when it was to be before, if that has changed. */
export function eventFacts({ event }: Attendance, letter: Letter, startedAt: Date | null = null): MailBlock {
  const words = wordsIn(letter.locale);
  const { startsAt: from, endsAt: to, timeZone } = event;
  return facts([
    [words.when, longTime({ from, to, timeZone }, letter.locale)],
    [words.formerly, startedAt && longTime({ from: startedAt, timeZone }, letter.locale)],
    [words.where, [event.locationName, event.locationAddress].filter(Boolean).join(', ')],
    [words.payment, event.paymentInfo],
  ]);
}

export function eventLink(attendance: Attendance, letter: Letter): string {
  return letter.link(`/events/${attendance.event.id}`);
}

/** When an event begins, as a notice of it says. */
export function noticedStart({ startsAt: from, timeZone }: ToldEvent, locale: Locale): string {
  return longTime({ from, timeZone }, locale);
}

/** What a notice calls to: the page of its event. */
export function toEvent({ id }: ToldEvent, label: string): NoticeContent['action'] {
  return { label, href: `/events/${id}` };
}
