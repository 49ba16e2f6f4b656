import type { Context } from '../../kernel/context.ts';
import { postToMany } from '../../messaging/deliveries/post-to-many.ts';
import type { EventRow } from '../events/events.entity.ts';
import { recipientsOf } from './find-recipients.ts';
import { participationMails } from './participation.mail.ts';
import { promoteFromWaitlist } from './promote-from-waitlist.ts';

/**
 * Tells whom staff has recorded while it was a draft, of which nobody hears anything: who has a seat gets the mail that
 * says so, with its entry for the calendar; who waits gets a seat if one is free, and hears otherwise that they wait.
 * Called after the flush.
 */
export async function openDoors(ctx: Context, event: EventRow): Promise<void> {
  if (event.seatsTaken > 0) await tell(ctx, event, { state: 'going', news: 'confirmed' });
  if (event.waitlistLastNumber === 0) return;
  await promoteFromWaitlist(ctx, event);
  await tell(ctx, event, { state: 'waitlisted', news: 'waitlisted' });
}

async function tell(
  ctx: Context,
  event: EventRow,
  { state, news }: { state: 'going' | 'waitlisted'; news: 'confirmed' | 'waitlisted' },
): Promise<void> {
  await postToMany(ctx, participationMails[news], {
    recipients: recipientsOf(event.id, [state]),
    // An event may be published again: the version makes each time one of its own.
    sendKey: `event-published:${event.version}`,
    payload: { aboutKey: 'participationId', common: {} },
  });
}
