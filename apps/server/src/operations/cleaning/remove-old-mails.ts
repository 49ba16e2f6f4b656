import { sql } from 'kysely';
import { after, DAY_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { instantFor, isSqlite, sqlOf, toInstant } from '../../kernel/database/sql-of.ts';
import { transactional } from '../../kernel/database/transaction.ts';
import { DELIVERY_LANES, type DeliveryLane } from '../../messaging/deliveries/deliveries.entity.ts';
import { countWhatGoes } from '../../programme/announcements/count-what-goes.ts';
import { remindsOfWhatIsAhead } from '../../programme/reminders/reminds-of-what-is-ahead.ts';

/** Nothing more becomes of these by itself. An unknown one waits for somebody, however old it is. */
export const FINAL_STATES = ['sent', 'failed', 'withdrawn'] as const;
type FinalState = (typeof FINAL_STATES)[number];

type Pace = { rowsAtOnce: number; signal: AbortSignal | undefined };
type Shelf = { state: FinalState; lane: DeliveryLane };

/**
 * Drops mails of which nothing has become for long. By its row a mail is one, so those stay that could be posted again:
 * reminders of what is still ahead. All others are of an occasion that does not come again.
 */
export async function removeOldMails(ctx: Context, pace: Pace): Promise<void> {
  for (const state of FINAL_STATES)
    for (const lane of DELIVERY_LANES) await emptyShelf(ctx, { state, lane }, pace);
}

/** As the index has them: each handful begins where the one before ended, and not anew at those that stay. */
async function emptyShelf(ctx: Context, shelf: Shelf, { rowsAtOnce, signal }: Pace): Promise<void> {
  let from = new Date(0);
  for (;;) {
    if (signal?.aborted) return;
    const last = await removeSome(ctx, { ...shelf, from, rowsAtOnce });
    if (last === undefined) return;
    from = last;
  }
}

/** Answers the time of the last one; undefined when there are no more. */
async function removeSome(
  ctx: Context,
  { state, lane, from, rowsAtOnce }: Shelf & { from: Date; rowsAtOnce: number },
): Promise<Date | undefined> {
  const before = instantFor(ctx.em, after(ctx.clock.now(), -ctx.config.MAIL_KEEP_DAYS * DAY_MS));
  return transactional(ctx.em.fork() as Context['em'], async (em) => {
    const gone = await sqlOf(em)
      .with('old', (db) => {
        const old = db
          .selectFrom('delivery')
          .select('delivery.id')
          .where('state', '=', state)
          .where('lane', '=', lane)
          .where('next_try_at', '>=', instantFor(em, from))
          .where('next_try_at', '<', before)
          // A lane may have been paused for longer than they are kept.
          .where((row) => row.or([row('sent_at', 'is', null), row('sent_at', '<', before)]))
          .where(sql<boolean>`not ${remindsOfWhatIsAhead(ctx)}`)
          .orderBy('next_try_at')
          .limit(rowsAtOnce);
        return isSqlite(em) ? old : old.forUpdate().skipLocked();
      })
      .deleteFrom('delivery')
      .where('id', 'in', (row) => row.selectFrom('old').select('old.id'))
      .returning(['kind', 'about_id', 'next_try_at'])
      .execute();
    await countWhatGoes({ ...ctx, em }, state, gone);
    if (gone.length < rowsAtOnce) return undefined;
    return new Date(Math.max(...gone.map((row) => toInstant(row.next_try_at).getTime())));
  });
}
