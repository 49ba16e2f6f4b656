import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { rowsInSql } from '../../kernel/database/rows-in-sql.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import { announcementMail } from './announcement.mail.ts';
import './announcements.entity.ts';

/** Keeps how many of an announcement's mails ended like this, in the transaction in which their rows go. */
export async function countWhatGoes(
  ctx: Context,
  state: 'sent' | 'failed' | 'withdrawn',
  gone: readonly { kind: string; about_id: string | null }[],
): Promise<void> {
  const ofAnnouncements = gone.filter(({ kind }) => kind === announcementMail.kind);
  if (ofAnnouncements.length === 0) return;
  const counted = rowsInSql(ctx.em, 'counted', {
    rows: [...Map.groupBy(ofAnnouncements, (row) => row.about_id)].map(([id, rows]) => ({
      id,
      mails: rows.length,
    })),
    columns: { id: 'uuid', mails: 'int' },
  });
  const count = sql.id(`past_${state}`);
  await sql`update announcement set ${count} = ${count} + counted.mails
            from ${counted} where announcement.id = counted.id`.execute(sqlOf(ctx.em));
}
