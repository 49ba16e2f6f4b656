import { useState } from 'react';
import type { MoreAboutYou, SecondStep } from './registration/registration-values.ts';

/** A code that was sent and not entered yet. */
export type PendingCode = {
  kind: 'sign-in' | 'sign-up' | 'enrol' | 'recovery';
  ticket: string;
  address: string;
  fullName?: string | undefined;
  enrolmentToken?: string | undefined;
  /** Whether a password was chosen as well. The password itself is not kept. */
  hasPassword?: boolean | undefined;
  secondStep?: SecondStep | undefined;
  more?: MoreAboutYou | undefined;
  expiresAt: string;
};

const storageKey = 'foyer-pending-code';

/**
 * Kept over a reload: phones throw a page away while its reader is in the mail program. Neither the ticket
 * nor the one-time token opens anything without the code, and the tab forgets both.
 */
function keepPendingCode(pending: PendingCode): void {
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

type CodeSent = { ticket: string; expiresAt: Date };
type SentFor = Omit<PendingCode, 'kind' | 'ticket' | 'expiresAt'>;

/** The code that one way in waits for. */
export function usePendingCode(kind: PendingCode['kind']) {
  const [pending, setPending] = useState(() => pendingCodeOf(kind));
  return {
    pending,
    keep({ ticket, expiresAt }: CodeSent, sentFor: SentFor): void {
      const sent = { kind, ...sentFor, ticket, expiresAt: expiresAt.toISOString() };
      keepPendingCode(sent);
      setPending(sent);
    },
    forget(): void {
      forgetPendingCode();
      setPending(undefined);
    },
  };
}
