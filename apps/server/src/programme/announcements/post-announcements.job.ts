import { z } from 'zod';
import type { Context } from '../../kernel/context.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import { declareJob } from '../../kernel/jobs/declare-job.ts';
import { eachByItself } from '../../kernel/jobs/each-by-itself.ts';
import './announcements.entity.ts';
import { postAnnouncement } from './post-announcement.ts';

/** Whoever joins before the time gets it, too: so whom it is for is asked at that time, and not before. */
export const postAnnouncements = declareJob({
  name: 'post-announcements',
  title: 'Announcements at their time',
  description: 'Posts what staff has written to people of an event, once its time has come.',
  payload: z.object({}),
  cron: '* * * * *',
  run: postDueAnnouncements,
});

/** One that fails stays scheduled, and so is tried again by whatever looks next. */
export async function postDueAnnouncements(ctx: Context): Promise<void> {
  const due = await sqlOf(ctx.em)
    .selectFrom('announcement')
    .where('state', '=', 'scheduled')
    .where('send_at', '<=', instantFor(ctx.em, ctx.clock.now()))
    .select('id')
    .orderBy('send_at')
    .execute();
  await eachByItself(
    ctx,
    due.map(({ id }) => id),
    postAnnouncement,
  );
}
