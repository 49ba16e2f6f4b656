import type { TRPCLink } from '@trpc/client';
import type { AnyRouter } from '@trpc/server';
import { FoyerError } from '../foyer-error.ts';
import type { Clock, Signal } from '../platform.ts';
import { asLink } from './as-link.ts';
import { toFoyerError } from './faults.ts';
import { contextOf } from './operation-context.ts';

const MOST_RETRIES = 3;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_SECONDS = 10;

/** Safe to send twice though no key names them: the server answers a repeat of the same token alike. */
const REPEATABLE = new Set(['sessions.refresh', 'sessions.signOut']);

/** Tries again what is safe to repeat, when it is likely to work: broken connections, and servers that ask for it. */
export function retryLink(clock: Clock): TRPCLink<AnyRouter> {
  return asLink(async (operation, next) => {
    const { kind, idempotencyKey } = contextOf(operation);
    const isRepeatable = kind === 'query' || idempotencyKey !== undefined || REPEATABLE.has(operation.path);
    for (let retries = 0; ; retries += 1) {
      try {
        return await next(operation);
      } catch (caught) {
        const error = toFoyerError(caught, operation.signal as Signal | null);
        const waitMs = isRepeatable && retries < MOST_RETRIES ? waitBefore(error, retries) : undefined;
        if (waitMs === undefined) throw error;
        // Not all at the same moment: half of the wait is chance.
        await waitUnlessAborted(
          clock,
          waitMs * (0.5 + clock.random() / 2),
          operation.signal as Signal | null,
        );
      }
    }
  });

  function waitBefore(error: FoyerError, retries: number): number | undefined {
    const { code, status = 0, retryAfterSeconds } = error;
    const isWorthIt =
      code === 'NETWORK' ||
      [502, 503, 504].includes(status) ||
      (status === 429 && retryAfterSeconds !== undefined);
    if (!isWorthIt || (retryAfterSeconds ?? 0) > LONGEST_WAIT_SECONDS) return undefined;
    // Twice as much as asked for, because up to half of it is taken off again.
    return Math.max((retryAfterSeconds ?? 0) * 2000, FIRST_WAIT_MS * 2 ** retries);
  }
}

/** Waits, or throws `ABORTED` as soon as the signal fires. */
export async function waitUnlessAborted(
  clock: Clock,
  ms: number,
  signal: Signal | null | undefined,
): Promise<void> {
  if (!signal) return clock.wait(ms);
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(new FoyerError('ABORTED', 'The call was given up.', { cause: signal.reason }));
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
  });
  try {
    await Promise.race([clock.wait(ms), aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
