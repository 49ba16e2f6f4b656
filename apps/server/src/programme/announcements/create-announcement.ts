import { actorIdOf } from '../../kernel/actor.ts';
import { after, DAY_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { faultAt } from '../../kernel/fault.ts';
import { fieldProblem } from '../../kernel/field-problem.contract.ts';
import { newId } from '../../kernel/ids.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import {
  ANNOUNCEMENT_TIME_INVALID,
  type Announcement,
  type CreateAnnouncementInput,
  NOT_WITHIN_A_YEAR,
} from './announcements.contract.ts';
import { AnnouncementEntity } from './announcements.entity.ts';
import { postAnnouncement } from './post-announcement.ts';
import { readAnnouncement } from './read-announcements.ts';
import { requireAnnounceable } from './require-announceable.ts';

const LONGEST_WAIT_MS = 366 * DAY_MS;

/** Writes to a part of the people of an event: at once, or to whoever is of that part when its time comes. */
export async function createAnnouncement(
  ctx: Context,
  input: CreateAnnouncementInput,
): Promise<Announcement> {
  const { sendAt, ...said } = input;
  const event = await requireAnnounceable(ctx, input.eventId);
  const now = ctx.clock.now();
  if (sendAt !== undefined) refuseOtherTimes(sendAt, now);
  const id = newId();
  ctx.em.create(
    AnnouncementEntity,
    {
      ...said,
      id,
      state: 'scheduled',
      isAfterCancellation: event.status === 'cancelled',
      sendAt: sendAt ?? now,
      createdBy: actorIdOf(ctx.actor),
      createdAt: now,
    },
    { persist: true },
  );
  recordAuditEntry(ctx, {
    action: 'announcement.created',
    subjectType: 'event',
    subjectId: event.id,
    details: { announcementId: id, states: said.states, checkedIn: said.checkedIn },
  });
  await ctx.em.flush();
  if (sendAt === undefined) await postAnnouncement(ctx, id);
  return readAnnouncement(ctx, id);
}

function refuseOtherTimes(sendAt: Date, now: Date): void {
  if (sendAt > now && sendAt <= after(now, LONGEST_WAIT_MS)) return;
  throw faultAt(ANNOUNCEMENT_TIME_INVALID, fieldProblem('sendAt', NOT_WITHIN_A_YEAR));
}
