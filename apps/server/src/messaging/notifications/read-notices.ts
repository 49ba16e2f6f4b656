import { type RawBuilder, sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { isSqlite, jsonOf, sqlOf, toInstant, toInstantOrNull } from '../../kernel/database/sql-of.ts';
import type { Locale } from '../../kernel/locale.contract.ts';
import '../../programme/announcements/announcements.entity.ts';
import '../../programme/events/events.entity.ts';
import type { Notices, ToldAnnouncement, ToldEvent } from './notice.ts';
import type { Notification, NotificationTopic } from './notifications.contract.ts';
import './notifications.entity.ts';

/** A notice as it is kept, and its event and announcement as they are now. */
export type NoticeRow = {
  id: string;
  account_id: string;
  kind: string;
  topic: string;
  event_id: string | null;
  params: unknown;
  number: number | null;
  created_at: unknown;
  acknowledged_at: unknown;
  event_name: string | null;
  starts_at: unknown;
  time_zone: string | null;
  cancellation_reason: string | null;
  subject: string | null;
  body: string | null;
};

/** Notices with what they tell of, of `source`: a table expression that is named `notice`. */
export async function readNoticeRows(
  ctx: Context,
  { source, rest }: { source: RawBuilder<unknown>; rest: RawBuilder<unknown> },
): Promise<NoticeRow[]> {
  const announcementId = sql`notice.params->>'announcementId'`;
  const { rows } = await sql<NoticeRow>`
    select notice.id, notice.account_id, notice.kind, notice.topic, notice.event_id, notice.params, notice.number,
           notice.created_at, notice.acknowledged_at, event.name as event_name, event.starts_at, event.time_zone,
           event.cancellation_reason, announcement.subject, announcement.body
    from ${source}
    left join event on event.id = notice.event_id
    left join announcement on announcement.state <> 'cancelled'
      and announcement.id = ${isSqlite(ctx.em) ? announcementId : sql`cast(${announcementId} as uuid)`}
    ${rest}`.execute(sqlOf(ctx.em));
  return rows;
}

/**
 * In the reader's words. Nothing for what has no number yet, of which there is nothing left to tell, or that cannot be
 * written: one notice that is broken takes no other with it.
 */
export function noticesIn(
  { notices, log }: { notices: Notices; log: Context['log'] },
  locale: Locale,
  rows: readonly NoticeRow[],
): Notification[] {
  return rows.flatMap((row) => {
    if (row.number === null) return [];
    const written = writtenOf(row, { notices, log, locale });
    if (!written) return [];
    return {
      id: row.id,
      number: row.number,
      kind: row.kind,
      topic: row.topic as NotificationTopic,
      ...written,
      eventId: row.event_id,
      createdAt: toInstant(row.created_at),
      acknowledgedAt: toInstantOrNull(row.acknowledged_at),
    };
  });
}

function writtenOf(
  row: NoticeRow,
  { notices, log, locale }: { notices: Notices; log: Context['log']; locale: Locale },
) {
  try {
    return notices.get(row.kind)?.write({
      kept: jsonOf<object>(row.params),
      event: eventOf(row),
      announcement: announcementOf(row),
      locale,
    });
  } catch (error) {
    log.error({ err: error, noticeId: row.id, kind: row.kind }, 'a notification could not be written');
    return undefined;
  }
}

function eventOf(row: NoticeRow): ToldEvent | null {
  const { event_id: id, event_name: name, time_zone: timeZone } = row;
  if (id === null || name === null || timeZone === null) return null;
  return {
    id,
    name,
    startsAt: toInstant(row.starts_at),
    timeZone,
    cancellationReason: row.cancellation_reason,
  };
}

function announcementOf({ subject, body }: NoticeRow): ToldAnnouncement | null {
  return subject === null || body === null ? null : { subject, body };
}
