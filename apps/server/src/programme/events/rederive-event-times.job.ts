import { z } from 'zod';
import type { Context } from '../../kernel/context.ts';
import { instantFor, jsonOf, sqlOf, toInstant } from '../../kernel/database/sql-of.ts';
import { declareJob } from '../../kernel/jobs/declare-job.ts';
import { eachByItself } from '../../kernel/jobs/each-by-itself.ts';
import { postToMany } from '../../messaging/deliveries/post-to-many.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { recipientsOf } from '../participations/find-recipients.ts';
import { areRemindersStale } from '../reminders/are-reminders-stale.ts';
import { moveReminders } from '../reminders/move-reminders.ts';
import type { ReminderRule } from '../reminders/reminders.contract.ts';
import { eventChangedMail } from './event-changed.mail.ts';
import { type EventTimes, eventTimes } from './event-times.ts';
import type { EventRow } from './events.entity.ts';
import { lockEvent } from './lock-event.ts';

/**
 * Governments change the rules of time zones, and a newer Foyer or Node brings them along. What was meant is the time
 * on the wall, so the instants are derived from it again.
 */
export const rederiveEventTimesJob = declareJob({
  name: 'rederive-event-times',
  title: 'Times of events',
  description: 'Puts coming events and their reminders right when the rules of a time zone have changed.',
  payload: z.object({}),
  cron: '23 3 * * *',
  run: rederiveEventTimes,
});

const ROWS_PER_STATEMENT = 1_000;

export async function rederiveEventTimes(ctx: Context): Promise<void> {
  const stale: string[] = [];
  let last: string | undefined;
  do {
    const rows = await readComing(ctx, last);
    last = rows.length < ROWS_PER_STATEMENT ? undefined : rows.at(-1)?.id;
    for (const row of rows) if (isStale(ctx, row) || (await areRemindersStale(ctx, row))) stale.push(row.id);
  } while (last !== undefined);
  await eachByItself(ctx, stale, rederive);
}

async function readComing(ctx: Context, last: string | undefined) {
  let coming = sqlOf(ctx.em)
    .selectFrom('event')
    .where('status', 'in', ['draft', 'published'])
    .where('ends_at', '>', instantFor(ctx.em, ctx.clock.now()));
  if (last !== undefined) coming = coming.where('id', '>', last);
  const rows = await coming
    .select(['id', 'starts_at_local', 'ends_at_local', 'time_zone', 'starts_at', 'ends_at', 'reminders'])
    .orderBy('id')
    .limit(ROWS_PER_STATEMENT)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    startsAtLocal: row.starts_at_local,
    endsAtLocal: row.ends_at_local,
    timeZone: row.time_zone,
    startsAt: toInstant(row.starts_at),
    endsAt: toInstant(row.ends_at),
    reminders: jsonOf<ReminderRule[]>(row.reminders),
  }));
}

async function rederive(ctx: Context, eventId: string): Promise<void> {
  const event = await lockEvent(ctx, eventId);
  // Somebody may have changed it since.
  if (isStale(ctx, event)) await putTimesRight(ctx, event);
  else if (await areRemindersStale(ctx, event)) await moveReminders(ctx, event);
}

/** Nobody reads another time than before, so nobody is told but those in whose calendars the instant stands. */
async function putTimesRight(ctx: Context, event: EventRow): Promise<void> {
  const { startsAt, endsAt } = event;
  Object.assign(event, eventTimes(event), { updatedAt: ctx.clock.now() });
  recordAuditEntry(ctx, {
    action: 'event.times-rederived',
    subjectType: 'event',
    subjectId: event.id,
    details: { startedAt: startsAt.toISOString(), endedAt: endsAt.toISOString() },
  });
  await ctx.em.flush();
  await moveReminders(ctx, event);
  if (event.status === 'published')
    await postToMany(ctx, eventChangedMail, {
      recipients: recipientsOf(event.id, ['going']),
      sendKey: `event-changed:${event.version}`,
      payload: { aboutKey: 'participationId', common: { eventId: event.id, hasNewClock: true } },
    });
}

function isStale(ctx: Context, event: EventTimes & { id: string }): boolean {
  try {
    const { startsAt, endsAt } = eventTimes(event);
    return +startsAt !== +event.startsAt || +endsAt !== +event.endsAt;
  } catch (error) {
    ctx.log.error(
      { err: error, eventId: event.id },
      'the times of an event no longer make sense in its zone',
    );
    return false;
  }
}
