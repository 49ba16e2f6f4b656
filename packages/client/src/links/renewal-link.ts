import type { TRPCLink } from '@trpc/client';
import type { AnyRouter } from '@trpc/server';
import { FoyerError } from '../foyer-error.ts';
import { type Clock, platform, type Signal } from '../platform.ts';
import { asLink } from './as-link.ts';

/** Every other call waits for a renewal: one that is not answered by then is given up, and tried anew. */
const LONGEST_RENEWAL_MS = 5_000;

/**
 * Bounds each try of a renewal. What was given up may still reach the server, after a later one has been answered: each
 * says when it was sent, so that it is not taken for a theft of the token.
 */
export function renewalLink(clock: Clock): TRPCLink<AnyRouter> {
  return asLink(async (operation, next) => {
    if (operation.path !== 'sessions.refresh') return next(operation);
    const given = operation.signal as Signal | null | undefined;
    const ending = new platform.AbortController();
    const end = () => ending.abort();
    const timer = platform.setTimeout(end, LONGEST_RENEWAL_MS);
    given?.addEventListener('abort', end);
    if (given?.aborted) end();
    try {
      const input = { ...(operation.input as object), sentAt: new Date(clock.now()) };
      return await next({ ...operation, input, signal: ending.signal as never });
    } catch (cause) {
      if (!ending.signal.aborted || given?.aborted) throw cause;
      throw new FoyerError('NETWORK', 'The server does not answer.', { cause });
    } finally {
      platform.clearTimeout(timer);
      given?.removeEventListener('abort', end);
    }
  });
}
