import type { TRPCLink } from '@trpc/client';
import type { AnyRouter } from '@trpc/server';
import { isFault } from '../foyer-error.ts';
import { asLink } from './as-link.ts';

/** Has its user confirm that it is them, once for however many calls were refused for it, and sends those again. */
export function reauthenticationLink(ask: (() => Promise<boolean>) | undefined): TRPCLink<AnyRouter> {
  let asking: Promise<boolean> | undefined;
  let confirmed = 0;

  /** A refusal may come late, of a call that was sent before somebody confirmed: it need not be asked for again. */
  async function confirmedSince(before: number): Promise<boolean> {
    if (!ask) return false;
    if (confirmed > before) return true;
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    const answer = asking;
    const isConfirmed = await answer;
    if (isConfirmed && confirmed === before) confirmed += 1;
    return isConfirmed;
  }

  return asLink(async (operation, next) => {
    const before = confirmed;
    try {
      return await next(operation);
    } catch (error) {
      if (!isWanted(error) || !(await confirmedSince(before))) throw error;
      return next(operation);
    }
  });
}

function isWanted(error: unknown): boolean {
  return isFault(error) && error.code === ('REAUTHENTICATION_REQUIRED' as string);
}
