import { after, MINUTE_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { randomToken, sha256 } from '../../kernel/secrets.ts';
import type { SecondFactorKind, SecondFactorStep } from './sign-in-tickets.contract.ts';
import { type FirstFactor, SignInTicketEntity, type TicketPurpose } from './sign-in-tickets.entity.ts';

const LIFETIME_MS = 10 * MINUTE_MS;

/** Hands out what the second step is done with. Whoever holds it has shown a first factor, and has got nothing for it yet. */
export function openTicket(
  ctx: Context,
  given: {
    purpose: TicketPurpose;
    accountId: string;
    firstFactor: FirstFactor;
    factors: SecondFactorKind[];
    /** The session that becomes fresh by a reauthentication. */
    sessionId?: string;
  },
): SecondFactorStep {
  const ticket = randomToken();
  const now = ctx.clock.now();
  const expiresAt = after(now, LIFETIME_MS);
  ctx.em.create(
    SignInTicketEntity,
    {
      tokenHash: sha256(ticket),
      purpose: given.purpose,
      accountId: given.accountId,
      firstFactor: given.firstFactor,
      sessionId: given.sessionId ?? null,
      createdAt: now,
      expiresAt,
      completedAt: given.factors.length === 0 ? now : null,
    },
    { persist: true },
  );
  return { ticket, expiresAt, factors: given.factors };
}
