import { after } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { randomToken } from '../../kernel/secrets.ts';
import { PasskeyCeremonyEntity } from './passkeys.entity.ts';
import { CEREMONY_MS } from './relying-party.ts';

/** What a ceremony is for, and whose it is; nobody else may finish it. */
export type CeremonyPurpose =
  | { kind: 'registration'; accountId: string; sessionId: string }
  | { kind: 'reauthentication'; accountId: string; sessionId: string }
  | { kind: 'second-factor'; accountId: string; ticketHash: string }
  /** Without an account: for whoever shows a passkey. */
  | { kind: 'sign-in'; accountId: string | null };

/** Makes a challenge that may be answered once, within five minutes. */
export function openCeremony(
  ctx: Context,
  purpose: CeremonyPurpose,
): { ceremonyId: string; challenge: string } {
  const now = ctx.clock.now();
  const ceremony = ctx.em.create(
    PasskeyCeremonyEntity,
    {
      id: newId(),
      challenge: randomToken(),
      sessionId: null,
      ticketHash: null,
      ...purpose,
      createdAt: now,
      expiresAt: after(now, CEREMONY_MS),
    },
    { persist: true },
  );
  return { ceremonyId: ceremony.id, challenge: ceremony.challenge };
}
