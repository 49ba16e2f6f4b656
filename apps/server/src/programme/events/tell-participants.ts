import type { Context } from '../../kernel/context.ts';
import { postMails } from '../../messaging/deliveries/post-mail.ts';
import { findRecipients } from '../participations/find-recipients.ts';
import { LIVE_STATES } from '../participations/participations.policy.ts';
import { eventChangedMail } from './event-changed.mail.ts';
import { eventRescheduledMail } from './event-rescheduled.mail.ts';
import type { EventRow } from './events.entity.ts';

type Shown = Pick<EventRow, 'startsAt' | 'endsAt' | 'name' | 'locationName' | 'locationAddress'>;

/**
 * Another time is told to all who take part in any way; another name or place to those with a seat, whose calendars
 * show it. Who hears of another time reads of all the rest in the same mail.
 */
export async function tellParticipants(ctx: Context, event: EventRow, before: Shown): Promise<void> {
  if (+before.startsAt !== +event.startsAt || +before.endsAt !== +event.endsAt)
    return tellOfTime(ctx, event, before.startsAt);
  const formerPlace = placeOf(before) === placeOf(event) ? undefined : placeOf(before);
  const formerName = before.name === event.name ? undefined : before.name;
  if (formerName === undefined && formerPlace === undefined) return;
  const recipients = await findRecipients(ctx, event.id, ['going']);
  await postMails(
    ctx,
    eventChangedMail,
    recipients.map(({ participationId, ...to }) => ({
      ...to,
      sendKey: `event-changed:${participationId}:${event.version}`,
      payload: { eventId: event.id, participationId, formerName, formerPlace },
    })),
  );
}

async function tellOfTime(ctx: Context, event: EventRow, startedAt: Date): Promise<void> {
  const recipients = await findRecipients(ctx, event.id, LIVE_STATES);
  await postMails(
    ctx,
    eventRescheduledMail,
    recipients.map(({ participationId, ...to }) => ({
      ...to,
      sendKey: `event-rescheduled:${participationId}:${event.version}`,
      payload: { eventId: event.id, participationId, startedAt: startedAt.toISOString() },
    })),
  );
}

function placeOf({ locationName, locationAddress }: Shown): string {
  return [locationName, locationAddress].filter(Boolean).join(', ');
}
