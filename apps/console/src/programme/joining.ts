import type { EventDetails } from '@foyer/client';

export type Joining =
  | 'seat'
  | 'request'
  | 'waitlist'
  | 'full'
  | 'invited-only'
  | 'closed'
  | 'not-yet-open'
  | 'over';

/** What pressing join would lead to, as far as the page can know; the API decides when it is pressed. */
export function joiningOf(event: EventDetails, now: Date): Joining {
  if (event.phase === 'ended') return 'over';
  if (event.joinPolicy === 'closed') return 'closed';
  if (event.registrationOpensAt !== null && event.registrationOpensAt > now) return 'not-yet-open';
  const closesAt = event.registrationClosesAt ?? event.startsAt;
  if (closesAt <= now) return 'closed';
  if (event.joinPolicy === 'invitation') return 'invited-only';
  const hasSeat = event.seatsLeft === null || event.seatsLeft > 0;
  if (!hasSeat && event.waitlist === 'off') return 'full';
  if (event.joinPolicy === 'approval') return 'request';
  return hasSeat ? 'seat' : 'waitlist';
}
