import type { Config } from '../../kernel/config.ts';

/** The event as anybody sees it, by one UID in every public file and feed. */
export function publicIdentity(
  config: Pick<Config, 'PUBLIC_URL'>,
  event: { id: string; version: number },
): { uid: string; sequence: number } {
  return { uid: `${event.id}@${new URL(config.PUBLIC_URL).hostname}`, sequence: event.version };
}

/**
 * Somebody's seat at an event, by one UID in their mails, their feed and their file, and by nobody else's. The
 * SEQUENCE is the sum of two counts that only grow, the event's changes and those of the seat: so it grows with
 * each, needs nothing written to each participant when the event changes, and cannot go back, whoever is killed.
 */
export function seatIdentity(seat: { participationId: string; seatChanges: number; eventVersion: number }): {
  uid: string;
  sequence: number;
} {
  return { uid: seat.participationId, sequence: seat.eventVersion + seat.seatChanges };
}
