import { type RawBuilder, sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { newIdInSql } from '../../kernel/database/new-id-in-sql.ts';
import { instantFor, isSqlite, sqlOf, truthFor } from '../../kernel/database/sql-of.ts';
import '../../messaging/deliveries/deliveries.entity.ts';
import { messageIdFor } from '../../messaging/deliveries/message-id.ts';
import '../../people/accounts/accounts.entity.ts';
import '../participations/participations.entity.ts';
import { eventReminderMail } from './event-reminder.mail.ts';
import { reminderKey } from './schedule-reminder.ts';

/**
 * Has everybody with a seat reminded, in one statement however many they are. One row for each person and rule:
 * one that was withdrawn comes back, one that waits already or was sent stays as it is.
 */
export async function scheduleEverybody(
  ctx: Context,
  event: { id: string; minutesBefore: number },
  dueAt: Date,
): Promise<void> {
  const due = instant(ctx, dueAt);
  // The id is a part of the Message-ID: materialised, so that both come from the same throw of the dice.
  await sqlOf(ctx.em)
    .with(
      (cte) => cte('seated').materialized(),
      (db) =>
        db
          .selectFrom('participation')
          .innerJoin('account', 'account.id', 'participation.account_id')
          .where('participation.event_id', '=', event.id)
          .where('participation.state', '=', 'going')
          .where('account.disabled_at', 'is', null)
          .where('account.is_system', '=', truthFor(ctx.em, false))
          .select([
            newIdInSql(ctx.em, ctx.clock.now()).as('id'),
            'participation.id as participation_id',
            'account.id as account_id',
            'account.address as address',
            'account.locale as locale',
          ]),
    )
    .insertInto('delivery')
    .columns([
      'id',
      'send_key',
      'kind',
      'lane',
      'recipient',
      'account_id',
      'about_id',
      'locale',
      'payload',
      'state',
      'due_at',
      'next_try_at',
      'tries',
      'message_id',
      'created_at',
    ])
    .expression((select) =>
      select
        .selectFrom('seated')
        .select([
          'id',
          sendKey(event.minutesBefore).as('send_key'),
          text(eventReminderMail.kind).as('kind'),
          text(eventReminderMail.lane).as('lane'),
          'address',
          'account_id',
          'participation_id',
          'locale',
          payload(ctx).as('payload'),
          text('pending').as('state'),
          due.as('due_at'),
          due.as('next_try_at'),
          sql<number>`0`.as('tries'),
          messageId(ctx).as('message_id'),
          instant(ctx, ctx.clock.now()).as('created_at'),
        ])
        // SQLite takes the ON of the conflict for a join's unless a WHERE stands between.
        .where(sql<boolean>`true`)
        // In the order of their keys: two that write the same wait for one another, and not in a circle.
        .orderBy('participation_id'),
    )
    .onConflict((conflict) =>
      conflict
        .column('send_key')
        .doUpdateSet((old) => ({
          state: 'pending' as const,
          recipient: old.ref('excluded.recipient'),
          locale: old.ref('excluded.locale'),
          payload: old.ref('excluded.payload'),
          due_at: old.ref('excluded.due_at'),
          next_try_at: old.ref('excluded.next_try_at'),
          tries: 0,
          outcome: null,
        }))
        .where('delivery.state', '=', 'withdrawn'),
    )
    .execute();
}

const text = (value: string) => sql<never>`cast(${value} as text)`;

function sendKey(minutesBefore: number): RawBuilder<string> {
  const [before, behind] = reminderKey('\n', minutesBefore).split('\n');
  return sql`cast(${before} as text) || participation_id || cast(${behind} as text)`;
}

function messageId(ctx: Context): RawBuilder<string> {
  const [before, behind] = messageIdFor('\n', ctx.config.MAIL_FROM).split('\n');
  return sql`cast(${before} as text) || id || cast(${behind} as text)`;
}

function payload(ctx: Context): RawBuilder<never> {
  const json = sql<never>`'{"participationId":"' || participation_id || '"}'`;
  return isSqlite(ctx.em) ? json : sql`cast(${json} as jsonb)`;
}

function instant(ctx: Context, at: Date): RawBuilder<never> {
  const given = instantFor(ctx.em, at);
  return isSqlite(ctx.em) ? sql`${given}` : sql`cast(${given} as timestamptz)`;
}
