import type { CheckIn, DoorEntry, ParticipationState } from '@foyer/client';

/** What is said at the door. `isSure` is what the server has said; the rest is as of the list of this device. */
export type Verdict = {
  kind: Kind;
  isSure: boolean;
  fullName: string | null;
  /** Whether it is an account of an import or a job, at whose ticket one looks twice. */
  isSystem: boolean;
  participationId: string | null;
  /** When somebody was let in, or as of when the list says what it says. */
  at: Date | null;
  /** Of what is waiting to be sent. */
  key: string | null;
  /** Of a refusal that has no kind of its own. */
  error?: unknown;
};

export type Kind =
  | 'in'
  | 'kept'
  | 'already'
  | 'already-kept'
  | 'rejected'
  | 'given-up'
  | 'no-seat'
  | 'unknown'
  | 'unsure'
  | 'closed'
  | 'undone'
  | 'failed';

const kindsOfRefusals: Record<string, Kind> = {
  TICKET_UNKNOWN: 'unknown',
  TICKET_REJECTED: 'rejected',
  TICKET_GIVEN_UP: 'given-up',
  TICKET_WITHOUT_SEAT: 'no-seat',
  CHECK_IN_CLOSED: 'closed',
};

const kindsOfStates: Record<Exclude<ParticipationState, 'going'>, Kind> = {
  rejected: 'rejected',
  left: 'given-up',
  declined: 'given-up',
  invited: 'no-seat',
  requested: 'no-seat',
  waitlisted: 'no-seat',
  offered: 'no-seat',
};

/** What the server has said. */
export function verdictOfAnswer(checkIn: CheckIn): Verdict {
  return {
    kind: checkIn.isFirst ? 'in' : 'already',
    isSure: true,
    fullName: checkIn.fullName,
    isSystem: checkIn.isSystem,
    participationId: checkIn.participationId,
    at: checkIn.checkedInAt,
    key: null,
  };
}

export function verdictOfRefusal(code: string, entry: DoorEntry | undefined, error: unknown): Verdict {
  return {
    kind: kindsOfRefusals[code] ?? 'failed',
    isSure: true,
    fullName: entry?.fullName ?? null,
    isSystem: entry?.isSystem ?? false,
    participationId: entry?.participationId ?? null,
    at: null,
    key: null,
    error,
  };
}

type Known = {
  /** Of the list of this device; undefined: it does not know the ticket. */
  entry: DoorEntry | undefined;
  /** When this device has let the same person in already, and the server has not heard of it. */
  keptAt: Date | undefined;
  asOf: Date | null;
};

/**
 * What can be said without network. Whoever is not on the list is never let in by it: they may have joined since, or the
 * ticket may be made up, and this device cannot tell which.
 */
export function verdictOffline({ entry, keptAt, asOf }: Known): Verdict {
  const about = {
    isSure: false,
    fullName: entry?.fullName ?? null,
    isSystem: entry?.isSystem ?? false,
    participationId: entry?.participationId ?? null,
    key: null,
  };
  if (keptAt !== undefined) return { ...about, kind: 'already-kept', at: keptAt };
  if (entry === undefined) return { ...about, kind: 'unsure', at: asOf };
  if (entry.state !== 'going') return { ...about, kind: kindsOfStates[entry.state], at: asOf };
  if (entry.checkedInAt !== null) return { ...about, kind: 'already', at: entry.checkedInAt };
  return { ...about, kind: 'kept', at: null };
}
