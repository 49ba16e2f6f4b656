import type { Locale } from '../../kernel/locale.contract.ts';
import type { Notification, NotificationTopic } from './notifications.contract.ts';

export type NoticeContent = Pick<Notification, 'title' | 'content' | 'action'>;

/** The event that a notice is about, as it is when the notice is read. */
export type ToldEvent = {
  id: string;
  name: string;
  startsAt: Date;
  timeZone: string;
  cancellationReason: string | null;
};

/** What staff wrote, if the notice is of that and it was not taken back. */
export type ToldAnnouncement = { subject: string; body: string };

type Told<Kept> = {
  kept: Kept;
  event: ToldEvent | null;
  announcement: ToldAnnouncement | null;
  locale: Locale;
};

/** The part of a mail that its reader sees within the product as well. */
export type Notice<Payload, Kept = Payload> = {
  readonly topic: NotificationTopic;
  /** What is kept of the payload for the words; left out: all of it. A mail with a secret must say. */
  readonly keep?: (payload: Payload) => Kept;
  /** Answers null where there is nothing left to tell. */
  write(told: Told<Kept>): NoticeContent | null;
};

// biome-ignore lint/suspicious/noExplicitAny: a list of notices does not care for what they keep
export type AnyNotice = Notice<any, any>;

/** Every notice that can be read, by its kind. */
export type Notices = ReadonlyMap<string, AnyNotice>;

/** A notice about an event that cannot be told without it. */
export function eventNotice<Payload>(
  topic: NotificationTopic,
  write: (event: ToldEvent, told: { kept: Payload; locale: Locale }) => NoticeContent,
): Notice<Payload> {
  return { topic, write: ({ event, ...told }) => (event === null ? null : write(event, told)) };
}
