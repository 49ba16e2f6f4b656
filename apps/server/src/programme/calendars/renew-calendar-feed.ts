import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { seal } from '../../kernel/seal.ts';
import { randomToken, sha256 } from '../../kernel/secrets.ts';
import type { CalendarFeed } from './calendar-feeds.contract.ts';
import { CalendarFeedEntity } from './calendar-feeds.entity.ts';
import { feedUrl, sealedFor } from './read-calendar-feed.ts';

/** Makes one's own feed, under a new address: an earlier one is dead from now on. */
export async function renewCalendarFeed(ctx: Context): Promise<CalendarFeed> {
  const { accountId } = accountOf(ctx.actor);
  const token = randomToken();
  const createdAt = ctx.clock.now();
  await ctx.em.upsert(CalendarFeedEntity, {
    accountId,
    tokenHash: sha256(token),
    sealedToken: seal(ctx.config, token, sealedFor(accountId)),
    createdAt,
  });
  return { url: feedUrl(ctx, token), createdAt };
}

/** Ends one's own feed: its address then answers as one that never was. */
export async function revokeCalendarFeed(ctx: Context): Promise<CalendarFeed> {
  const { accountId } = accountOf(ctx.actor);
  await ctx.em.nativeDelete(CalendarFeedEntity, { accountId });
  return { url: null, createdAt: null };
}
