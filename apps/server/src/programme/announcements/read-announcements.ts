import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { AFTER_ALL, openCursor, sealCursor } from '../../kernel/cursor.ts';
import { instantFor, jsonOf, readSqlOf, toInstant } from '../../kernel/database/sql-of.ts';
import { Fault } from '../../kernel/fault.ts';
import '../../messaging/deliveries/deliveries.entity.ts';
import { announcementMail } from './announcement.mail.ts';
import {
  ANNOUNCEMENT_NOT_FOUND,
  type Announcement,
  type AnnouncementPage,
  type ListAnnouncementsInput,
} from './announcements.contract.ts';
import './announcements.entity.ts';

/** What was written to the people of an event, the newest first, and what became of it. For staff: the gate has made sure. */
export async function listAnnouncements(
  ctx: Context,
  input: ListAnnouncementsInput,
): Promise<AnnouncementPage> {
  const list = `announcements of ${input.eventId}`;
  const [createdAtMs, placeId] = openCursor(ctx.config, list, input.cursor) ?? AFTER_ALL;
  const createdAt = instantFor(ctx.em, new Date(createdAtMs as number));
  const rows = await withCounts(ctx, (announcements) =>
    announcements
      .where('event_id', '=', input.eventId)
      .where(sql<boolean>`(created_at, id) < (${createdAt}, ${placeId})`)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(input.limit + 1),
  );
  const last = rows.length > input.limit ? rows[input.limit - 1] : undefined;
  return {
    items: rows.slice(0, input.limit),
    nextCursor: last ? sealCursor(ctx.config, list, [last.createdAt.getTime(), last.id]) : null,
  };
}

export async function readAnnouncement(ctx: Context, announcementId: string): Promise<Announcement> {
  const [found] = await withCounts(ctx, (announcements) => announcements.where('id', '=', announcementId));
  if (found === undefined) throw new Fault(ANNOUNCEMENT_NOT_FOUND);
  return found;
}

function allAnnouncements(ctx: Context) {
  return readSqlOf(ctx.em)
    .selectFrom('announcement')
    .select(['id', 'event_id', 'subject', 'body', 'states', 'checked_in', 'state', 'send_at', 'created_at'])
    .select(['past_sent', 'past_failed', 'past_withdrawn']);
}

type Announcements = ReturnType<typeof allAnnouncements>;

/** Counted in the same statement, and only of those that are shown. */
async function withCounts(
  ctx: Context,
  narrow: (all: Announcements) => Announcements,
): Promise<Announcement[]> {
  const rows = await readSqlOf(ctx.em)
    .with('page', () => narrow(allAnnouncements(ctx)))
    .with('counted', (db) =>
      db
        .selectFrom('delivery')
        .where('kind', '=', announcementMail.kind)
        .where('about_id', 'in', (row) => row.selectFrom('page').select('page.id'))
        .groupBy('about_id')
        .select((row) => [
          'about_id',
          row.fn.countAll<number>().as('posted'),
          row.fn
            .countAll<number>()
            .filterWhere('state', 'in', ['pending', 'claimed', 'sending'])
            .as('waiting'),
          row.fn.countAll<number>().filterWhere('state', '=', 'sent').as('sent'),
          row.fn.countAll<number>().filterWhere('state', '=', 'failed').as('failed'),
          row.fn.countAll<number>().filterWhere('state', '=', 'unknown').as('unknown'),
          row.fn.countAll<number>().filterWhere('state', '=', 'withdrawn').as('withdrawn'),
        ]),
    )
    .selectFrom('page')
    .leftJoin('counted', 'counted.about_id', 'page.id')
    .selectAll('page')
    .select(['posted', 'waiting', 'sent', 'failed', 'unknown', 'withdrawn'])
    .orderBy('page.created_at', 'desc')
    .orderBy('page.id', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    eventId: row.event_id,
    subject: row.subject,
    body: row.body,
    states: jsonOf<Announcement['states']>(row.states),
    checkedIn: row.checked_in,
    state: row.state,
    sendAt: toInstant(row.send_at),
    createdAt: toInstant(row.created_at),
    mails: {
      posted: Number(row.posted) + row.past_sent + row.past_failed + row.past_withdrawn,
      waiting: Number(row.waiting),
      sent: Number(row.sent) + row.past_sent,
      failed: Number(row.failed) + row.past_failed,
      unknown: Number(row.unknown),
      withdrawn: Number(row.withdrawn) + row.past_withdrawn,
    },
  }));
}
