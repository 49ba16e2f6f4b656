import { isKeyedHash, keyedHash, type Secrets } from '../../kernel/keys.ts';

const PURPOSE = 'ticket';
const MARK_LENGTH = 32;

/**
 * The ticket of a participation: its id and a keyed hash of it, short enough for a small QR code. Nothing is kept, so
 * nothing can be stolen from the table; what a ticket is worth says the state of its participation.
 */
export function ticketOf(config: Secrets, participationId: string): string {
  const mark = keyedHash(config, PURPOSE, participationId).slice(0, MARK_LENGTH);
  return participationId.replaceAll('-', '') + mark;
}

/** Whose ticket this is, or undefined for what we never gave out. */
export function openTicket(config: Secrets, ticket: string): string | undefined {
  const parts = /^([\da-f]{8})([\da-f]{4})([\da-f]{4})([\da-f]{4})([\da-f]{12})([\da-f]{32})$/.exec(
    ticket.trim().toLowerCase(),
  );
  if (parts === null) return undefined;
  const participationId = parts.slice(1, 6).join('-');
  const hashed = { purpose: PURPOSE, text: participationId, length: MARK_LENGTH };
  const isGenuine = isKeyedHash(config, parts[6] as string, hashed);
  return isGenuine ? participationId : undefined;
}
