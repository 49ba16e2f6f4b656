import { isKeyedHash, keyedHash, type Secrets } from '../../kernel/keys.ts';
import { sha256 } from '../../kernel/secrets.ts';

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

/** By what a scanner without network knows a ticket. Whoever has the list of them can make no ticket from it. */
export function ticketHashOf(config: Secrets, participationId: string): string {
  return sha256(ticketOf(config, participationId)).slice(0, MARK_LENGTH);
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
