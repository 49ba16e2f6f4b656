import type { FaultKind } from '../../kernel/fault.contract.ts';
import { type EventRow, hasFreeSeat, isAnswerable, isRegistrationOpen } from '../events/events.entity.ts';
import {
  EVENT_FULL,
  INVITATION_REQUIRED,
  type ParticipationState,
  REGISTRATION_CLOSED,
} from './participations.contract.ts';

type Admitting = Pick<
  EventRow,
  | 'status'
  | 'joinPolicy'
  | 'startsAt'
  | 'endsAt'
  | 'registrationOpensAt'
  | 'registrationClosesAt'
  | 'capacity'
  | 'seatsTaken'
  | 'waitlist'
>;

export type Circumstances = {
  now: Date;
  /** Whether somebody stands in line: a free seat is theirs, and nobody who comes later passes them. */
  isWaited: boolean;
  /** Whether staff has asked the person: the join policy and the time of registration are for all others. */
  isAsked: boolean;
};

/** What becomes of somebody who wants to take part, or why nothing does. The one rule for every way in. */
export function admit(
  event: Admitting,
  { now, isWaited, isAsked }: Circumstances,
): 'going' | 'waitlisted' | 'requested' | FaultKind {
  const seat = seatOrPlace(event, isWaited);
  if (isAsked) return isAnswerable(event, now) ? seat : REGISTRATION_CLOSED;
  if (!isRegistrationOpen(event, now) || event.joinPolicy === 'closed') return REGISTRATION_CLOSED;
  if (event.joinPolicy === 'invitation') return INVITATION_REQUIRED;
  return event.joinPolicy === 'approval' && seat !== EVENT_FULL ? 'requested' : seat;
}

/** A seat if one is free and nobody waits for it, otherwise a place in the line if there is one. */
export function seatOrPlace(
  event: Pick<EventRow, 'capacity' | 'seatsTaken' | 'waitlist'>,
  isWaited: boolean,
): 'going' | 'waitlisted' | typeof EVENT_FULL {
  if (hasFreeSeat(event) && !isWaited) return 'going';
  return event.waitlist === 'off' ? EVENT_FULL : 'waitlisted';
}

/** Whether one in this state holds one of the seats. */
export function holdsSeat(state: ParticipationState | null | undefined): boolean {
  return state === 'going' || state === 'offered';
}

/** Whether one in this state still takes part in any way: holds a seat, waits for one, or has been asked. */
export const LIVE_STATES = ['invited', 'requested', 'waitlisted', 'offered', 'going'] as const;

export function isLive(state: ParticipationState | undefined): boolean {
  return LIVE_STATES.some((live) => live === state);
}
