import { timingSafeEqual } from 'node:crypto';
import type { Config } from '../../kernel/config.ts';
import { keyedHash } from '../../kernel/keys.ts';

const MARK_LENGTH = 32;

/**
 * The ticket of a participation: its id and a keyed hash of it, short enough for a small QR code. Nothing is kept, so
 * nothing can be stolen from the table; what a ticket is worth says the state of its participation.
 */
export function ticketOf(config: Pick<Config, 'JWT_SECRET_KEY'>, participationId: string): string {
  return participationId.replaceAll('-', '') + mark(config, participationId);
}

/** Whose ticket this is, or undefined for what we never gave out. */
export function openTicket(config: Pick<Config, 'JWT_SECRET_KEY'>, ticket: string): string | undefined {
  const parts = /^([\da-f]{8})([\da-f]{4})([\da-f]{4})([\da-f]{4})([\da-f]{12})([\da-f]{32})$/.exec(
    ticket.trim().toLowerCase(),
  );
  if (parts === null) return undefined;
  const participationId = parts.slice(1, 6).join('-');
  const isGenuine = timingSafeEqual(
    Buffer.from(parts[6] as string),
    Buffer.from(mark(config, participationId)),
  );
  return isGenuine ? participationId : undefined;
}

function mark(config: Pick<Config, 'JWT_SECRET_KEY'>, participationId: string): string {
  return keyedHash(config, 'ticket', participationId).slice(0, MARK_LENGTH);
}
