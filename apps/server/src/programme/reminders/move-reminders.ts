import type { Context } from '../../kernel/context.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import '../../people/accounts/accounts.entity.ts';
import '../participations/participations.entity.ts';
import { eventReminder } from './event-reminder.mail.ts';
import {
  type Reminded,
  type RemindingEvent,
  reminderDueAt,
  reminderKey,
  scheduleReminders,
  withdrawReminders,
} from './schedule-reminder.ts';

/**
 * Brings the reminders of an event into line with its start and its rule. Give the event as it is now; the
 * change need not have been written yet. What was sent stays sent: nobody is reminded twice by one rule.
 */
export async function moveReminders(ctx: Context, event: RemindingEvent): Promise<void> {
  const dueAt = reminderDueAt(event, ctx.clock.now());
  if (dueAt === null) return withdrawReminders(ctx, event.id, 'its time has passed, or there is none now');
  const due = instantFor(ctx.em, dueAt);
  await sqlOf(ctx.em)
    .updateTable('delivery')
    .set({ due_at: due, next_try_at: due, tries: 0 })
    .where('kind', '=', eventReminder.kind)
    .where('about_id', '=', event.id)
    .where('state', '=', 'pending')
    .where('send_key', 'like', `reminder:%:${event.reminderMinutesBefore}`)
    .execute();
  await withdrawOtherRules(ctx, event);
  await scheduleReminders(ctx, event, await unscheduledPeople(ctx, event));
}

/** The rule itself was changed: reminders by the old one are taken back. */
async function withdrawOtherRules(ctx: Context, event: RemindingEvent): Promise<void> {
  await sqlOf(ctx.em)
    .updateTable('delivery')
    .set({ state: 'withdrawn', outcome: 'the event now reminds at another time', payload: '{}' as never })
    .where('kind', '=', eventReminder.kind)
    .where('about_id', '=', event.id)
    .where('state', '=', 'pending')
    .where('send_key', 'not like', `reminder:%:${event.reminderMinutesBefore}`)
    .execute();
}

/** Those with a seat whom nothing reminds: the rule is new to them, or theirs was withdrawn. */
async function unscheduledPeople(ctx: Context, event: RemindingEvent): Promise<Reminded[]> {
  const known = new Set(await scheduledKeys(ctx, event.id));
  const people = await sqlOf(ctx.em)
    .selectFrom('participation as p')
    .innerJoin('account as a', 'a.id', 'p.account_id')
    .select(['p.id as participationId', 'a.id as accountId', 'a.address', 'a.locale'])
    .where('p.event_id', '=', event.id as never)
    .where('p.state', '=', 'going')
    .execute();
  const minutes = event.reminderMinutesBefore ?? 0;
  return people.filter((person) => !known.has(reminderKey(person.participationId, minutes)));
}

async function scheduledKeys(ctx: Context, eventId: string): Promise<string[]> {
  const rows = await sqlOf(ctx.em)
    .selectFrom('delivery')
    .select('send_key')
    .where('kind', '=', eventReminder.kind)
    .where('about_id', '=', eventId)
    .where('state', '!=', 'withdrawn')
    .execute();
  return rows.map((row) => row.send_key);
}
