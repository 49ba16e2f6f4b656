import { FoyerError, type SecondFactorStep } from '@foyer/client';

const LONGEST_SECONDS = 600;

/** Until a ticket ends. This machine's clock may be wrong; a ticket never lasts longer than ten minutes. */
export function secondsLeftOf({ expiresAt }: SecondFactorStep): number {
  const seconds = (expiresAt.valueOf() - Date.now()) / 1_000;
  return seconds > 0 && seconds < LONGEST_SECONDS ? seconds : LONGEST_SECONDS;
}

/** What the server would say of a ticket that has run out. */
export function ticketOver(): FoyerError {
  return new FoyerError('TICKET_INVALID', 'This attempt is over.');
}
