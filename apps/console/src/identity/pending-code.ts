/** A code that was sent and not entered yet. */
export type PendingCode = {
  kind: 'sign-in' | 'sign-up' | 'enrol';
  ticket: string;
  address: string;
  fullName?: string | undefined;
  enrolmentToken?: string | undefined;
  expiresAt: string;
};

const storageKey = 'foyer-pending-code';

/**
 * Kept over a reload: phones throw a page away while its reader is in the mail program. Neither the ticket
 * nor the one-time token opens anything without the code, and the tab forgets both.
 */
export function keepPendingCode(pending: PendingCode): void {
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(pending));
  } catch {
    // Without storage a reload starts again.
  }
}

export function pendingCodeOf(kind: PendingCode['kind']): PendingCode | undefined {
  try {
    const stored = JSON.parse(sessionStorage.getItem(storageKey) ?? 'null') as PendingCode | null;
    const isUsable = stored?.kind === kind && Date.parse(stored.expiresAt) > Date.now();
    return isUsable ? stored : undefined;
  } catch {
    return undefined;
  }
}

export function forgetPendingCode(): void {
  try {
    sessionStorage.removeItem(storageKey);
  } catch {
    // Nothing was kept then.
  }
}
