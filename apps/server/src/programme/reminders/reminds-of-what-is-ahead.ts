import { type RawBuilder, sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { instantFor } from '../../kernel/database/sql-of.ts';
import { eventReminderMail } from './event-reminder.mail.ts';

/**
 * Whether a `delivery` reminds of an event that is not over: while its row is there, nobody is reminded again by the same
 * rule, though the event be put off by half a year. What is over stays at its time.
 */
export function remindsOfWhatIsAhead({ em, clock }: Context): RawBuilder<boolean> {
  return sql`(delivery.kind = ${eventReminderMail.kind} and exists (
    select 1 from participation join event on event.id = participation.event_id
    where participation.id = delivery.about_id and event.ends_at > ${instantFor(em, clock.now())}))`;
}
