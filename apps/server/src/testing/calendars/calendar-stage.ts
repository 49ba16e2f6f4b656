import { type EventStage, startEventStage } from '../event-stage.ts';
import type { Person } from '../people.ts';
import { type MailSink, type SunkMail, startMailSink } from '../start-mail-sink.ts';
import { until } from '../until.ts';
import { type CalendarMessage, calendarMessageIn } from './calendar-message.ts';

/** An event stage whose mails reach a sink that keeps their bytes. */
export type CalendarStage = EventStage & {
  sink: MailSink;
  /** Waits until nothing is left to be sent by now. */
  sent(): Promise<void>;
  rawMailsTo(person: Person): SunkMail[];
  /** What the calendar of somebody was told, in the order in which it came. */
  messagesTo(person: Person): Promise<CalendarMessage[]>;
};

export async function startCalendarStage(environment: NodeJS.Dict<string> = {}): Promise<CalendarStage> {
  const sink = await startMailSink();
  const stage = await startEventStage({ SMTP_URL: sink.url, ...environment });
  const rawMailsTo = (person: Person) => sink.mails.filter(({ to }) => to === person.address);
  return {
    ...stage,
    sink,
    rawMailsTo,
    sent: async () => {
      await until(async () => {
        const unsent = await stage.server.database.query(
          "select 1 from delivery where state in ('pending', 'claimed', 'sending') and due_at <= now()",
        );
        return unsent.length === 0;
      }, 'every mail was sent');
    },
    messagesTo: async (person) => {
      const read = await Promise.all(rawMailsTo(person).map(({ raw }) => calendarMessageIn(raw)));
      return read.filter((message) => message !== null);
    },
    stop: async () => {
      await stage.stop();
      await sink.stop();
    },
  };
}
