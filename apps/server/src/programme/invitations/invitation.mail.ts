import { z } from 'zod';
import type { Context } from '../../kernel/context.ts';
import { sqlOf, toInstant } from '../../kernel/database/sql-of.ts';
import { declareMail, NotWanted } from '../../messaging/mails/declare-mail.ts';
import { button, facts, paragraph } from '../../messaging/mails/mail-content.ts';
import { longTime } from '../../messaging/mails/people-and-times.ts';
import { wordsIn } from '../../messaging/words/words.ts';
import '../events/events.entity.ts';
import './invitations.entity.ts';

/** To somebody who has no account: they sign up by the address that this reached, and are asked again there. */
export const invitationMail = declareMail({
  kind: 'invitation',
  lane: 'bulk',
  payload: z.object({ invitationId: z.uuid() }),
  read: readInvitation,
  write(event, letter) {
    const words = wordsIn(letter.locale);
    const { subject, preheader, heading, text } = words.invitation;
    const { startsAt: from, endsAt: to, timeZone } = event;
    return {
      subject: subject(event.name),
      preheader: preheader(longTime({ from, timeZone }, letter.locale)),
      heading,
      blocks: [
        paragraph(words.greeting(event.fullName)),
        paragraph(text(event.name)),
        facts([
          [words.when, longTime({ from, to, timeZone }, letter.locale)],
          [words.where, [event.locationName, event.locationAddress].filter(Boolean).join(', ')],
          [words.payment, event.paymentInfo],
        ]),
        button(words.seeEvent, letter.link(`/events/${event.id}`)),
      ],
    };
  },
});

async function readInvitation(ctx: Context, { invitationId }: { invitationId: string }) {
  const row = await sqlOf(ctx.em)
    .selectFrom('invitation')
    .innerJoin('event', 'event.id', 'invitation.event_id')
    .where('invitation.id', '=', invitationId)
    .select(['event.id', 'event.status', 'event.name', 'event.starts_at', 'event.ends_at'])
    .select('invitation.full_name')
    .select(['event.time_zone', 'event.location_name', 'event.location_address', 'event.payment_info'])
    .executeTakeFirst();
  if (row === undefined) return new NotWanted('the invitation was used or taken back');
  if (row.status !== 'published') return new NotWanted(`the event is ${row.status}`);
  const endsAt = toInstant(row.ends_at);
  if (endsAt <= ctx.clock.now()) return new NotWanted('the event is over');
  return {
    id: row.id,
    fullName: row.full_name,
    name: row.name,
    startsAt: toInstant(row.starts_at),
    endsAt,
    timeZone: row.time_zone,
    locationName: row.location_name,
    locationAddress: row.location_address,
    paymentInfo: row.payment_info,
  };
}
