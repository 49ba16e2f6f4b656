import type { Context } from '../../kernel/context.ts';
import { voidTickets } from '../sign-in-tickets/void-tickets.ts';
import { endFreshness } from './end-freshness.ts';

/**
 * For when something is taken away that may have been shown: attempts in which it was end, and every other session
 * confirms again. Whoever's it was could otherwise go on with it for ten minutes.
 */
export async function outdateProofs(
  ctx: Context,
  of: { accountId: string; exceptSessionId: string | null },
): Promise<void> {
  await voidTickets(ctx, of);
  await endFreshness(ctx, of);
}
