import type { Context } from '../../kernel/context.ts';
import { postToMany } from '../../messaging/deliveries/post-to-many.ts';
import { recipientsOf } from '../participations/find-recipients.ts';
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
  await postToMany(ctx, eventChangedMail, {
    recipients: recipientsOf(event.id, ['going']),
    sendKey: `event-changed:${event.version}`,
    payload: { aboutKey: 'participationId', common: { eventId: event.id, formerName, formerPlace } },
  });
}

async function tellOfTime(ctx: Context, event: EventRow, startedAt: Date): Promise<void> {
  await postToMany(ctx, eventRescheduledMail, {
    recipients: recipientsOf(event.id, LIVE_STATES),
    sendKey: `event-rescheduled:${event.version}`,
    payload: {
      aboutKey: 'participationId',
      common: { eventId: event.id, startedAt: startedAt.toISOString() },
    },
  });
}

function placeOf({ locationName, locationAddress }: Shown): string {
  return [locationName, locationAddress].filter(Boolean).join(', ');
}
