import { type RawBuilder, sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { newIdInSql } from '../../kernel/database/new-id-in-sql.ts';
import { rowsInSql } from '../../kernel/database/rows-in-sql.ts';
import { sendAhead } from '../../kernel/database/send-ahead.ts';
import { instantFor, isSqlite, sqlOf } from '../../kernel/database/sql-of.ts';
import '../../programme/participations/participations.entity.ts';
import type { AnyNotice } from './notice.ts';
import './notifications.entity.ts';
import { wakeAfterCommit } from './wake-readers.ts';

/** What one account is told; `kept` is what the words need, and may name the event as `eventId`. */
export type KeptNotice = {
  /** What makes it one: the same key again keeps nothing. At most 200 characters. */
  key: string;
  accountId: string;
  /** What it tells of; of a participation the event is found by it. */
  aboutId: string | null;
  kept: { eventId?: string };
};

type Kind = { kind: string; notice: Pick<AnyNotice, 'topic'> };

/** Keeps a notice for each of these, in the transaction that is open: if that does not commit, nobody is told. */
export async function keepNotices(ctx: Context, kind: Kind, told: readonly KeptNotice[]): Promise<void> {
  if (told.length === 0) return;
  await insertNotices(ctx, kind, told);
  wakeAfterCommit(
    ctx,
    told.map(({ accountId }) => accountId),
  );
}

/** The same for whoever has no transaction, and wakes the readers itself. */
export async function insertNotices(ctx: Context, kind: Kind, told: readonly KeptNotice[]): Promise<void> {
  const rows = rowsInSql(ctx.em, 'one', {
    rows: told.map(({ key, accountId, aboutId, kept }) => ({
      account_id: accountId,
      key,
      about_id: aboutId,
      event_id: kept.eventId ?? null,
      params: kept,
    })),
    columns: { account_id: 'uuid', key: 'text', about_id: 'uuid', event_id: 'uuid', params: 'jsonb' },
  });
  await insertFrom(ctx, kind, sql`select * from ${rows}`);
}

/**
 * Keeps a notice for everybody that `told` selects, in one statement however many they are. It has the columns
 * account_id, key, about_id, event_id and params.
 */
export async function keepNoticesOfMany(ctx: Context, kind: Kind, told: RawBuilder<unknown>): Promise<void> {
  await insertFrom(ctx, kind, told);
  wakeAfterCommit(ctx, 'all');
}

async function insertFrom(ctx: Context, { kind, notice }: Kind, told: RawBuilder<unknown>): Promise<void> {
  const now = ctx.clock.now();
  const at = instantFor(ctx.em, now);
  // In one order by all: two that keep the same notices would otherwise wait for one another in a circle.
  const insert = sql`
    insert into notification (id, account_id, key, kind, topic, event_id, params, created_at)
    select ${newIdInSql(ctx.em, now)}, told.account_id, told.key, ${kind}, ${notice.topic},
           coalesce(told.event_id, (select event_id from participation where participation.id = told.about_id)),
           told.params, ${isSqlite(ctx.em) ? sql`${at}` : sql`cast(${at} as timestamptz)`}
    from (${told}) as told
    where not exists (select 1 from notification_mute
                      where notification_mute.account_id = told.account_id and topic = ${notice.topic})
    order by told.account_id, told.key
    on conflict (account_id, key) do nothing`;
  await sendAhead(ctx.em, insert.compile(sqlOf(ctx.em)));
}
