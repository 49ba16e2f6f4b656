import type { Context } from '../../kernel/context.ts';
import { postMails, postNotices } from '../../messaging/deliveries/post-mail.ts';
import type { RemindingEvent } from '../reminders/reminder-times.ts';
import { scheduleReminders } from '../reminders/schedule-reminders.ts';
import { withdrawReminders } from '../reminders/withdraw-reminders.ts';
import type { Person } from './lock-people.ts';
import type { Place } from './lock-seats.ts';
import { type News, participationMails } from './participation.mail.ts';
import type { ParticipationState, TransitionCause } from './participations.contract.ts';
import { recordTransitions } from './record-transitions.ts';

/** What was done, and what is said of it. */
export type Manner = {
  news: News | null;
  /** They were told by mail when it was not theirs yet: within the product they are told now. */
  isMailed?: boolean;
  /** For the history: what moved them, where nobody did by hand; and staff's words. */
  cause?: TransitionCause;
  reason?: string | undefined;
  /** Staff's words to the person. */
  toldReason?: string | undefined;
  isOverride?: boolean;
  /** It is each one's own doing, not that of who calls. */
  isTheirs?: boolean;
};

export type Moved = { person: Person; from: ParticipationState | null; place: Place };

/** What goes with every change of state: the history, the mail to whom it concerns, and the reminders. */
export async function tellOfMoves(
  ctx: Context,
  event: RemindingEvent,
  { moved, manner }: { moved: readonly Moved[]; manner: Manner },
): Promise<void> {
  const at = ctx.clock.now().getTime();
  await recordTransitions(
    ctx,
    moved.map(({ person, place, from }) => ({
      participationId: place.id,
      actorId: manner.isTheirs ? person.accountId : undefined,
      from,
      to: place.state,
      cause: manner.cause,
      reason: manner.reason,
      isOverride: manner.isOverride ?? false,
    })),
  );
  const { news, toldReason, isMailed = false } = manner;
  if (news !== null)
    await (isMailed ? postNotices : postMails)(
      ctx,
      participationMails[news],
      moved.map(({ person, place, from }) => ({
        ...addressing(person),
        sendKey: `participation:${place.id}:${news}:${at}`,
        aboutId: place.id,
        payload: {
          participationId: place.id,
          ...(toldReason !== undefined && { reason: toldReason }),
          ...(place.offerExpiresAt && { offerExpiresAt: place.offerExpiresAt.toISOString() }),
          ...(from === 'going' && place.state !== 'going' && { gaveSeatUp: true }),
        },
      })),
    );
  const seated = moved.filter(({ place }) => place.state === 'going');
  if (seated.length > 0)
    await scheduleReminders(
      ctx,
      event,
      seated.map(({ person, place }) => ({ ...addressing(person), participationId: place.id })),
    );
  const unseated = moved.filter(({ place, from }) => from === 'going' && place.state !== 'going');
  if (unseated.length > 0)
    await withdrawReminders(ctx, {
      participationIds: unseated.map(({ place }) => place.id),
      reason: 'the person no longer has a seat',
    });
}

function addressing({ accountId, recipient, locale }: Person) {
  return { accountId, recipient, locale };
}
