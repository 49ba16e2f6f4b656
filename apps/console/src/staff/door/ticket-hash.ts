/** As many digits as the list has of each ticket's hash. */
const HASH_LENGTH = 32;

/** By what the list knows a ticket; undefined where the browser hashes nothing, which is on pages without TLS. */
export async function ticketHashOf(scanned: string): Promise<string | undefined> {
  if (!globalThis.crypto?.subtle) return undefined;
  const bytes = new TextEncoder().encode(normalTicket(scanned));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .slice(0, HASH_LENGTH);
}

/** A reader may add a line break, and some shout. */
export function normalTicket(scanned: string): string {
  return scanned.trim().toLowerCase();
}
