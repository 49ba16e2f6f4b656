import { LockMode } from '@mikro-orm/core';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import type { CeremonyPurpose } from './open-ceremony.ts';
import { CEREMONY_OVER } from './passkeys.contract.ts';
import { PasskeyCeremonyEntity, type PasskeyCeremonyRow } from './passkeys.entity.ts';

/** Who may finish a ceremony. Whose sign-in it is, only the passkey tells. */
export type CeremonyHolder = Exclude<CeremonyPurpose, { kind: 'sign-in' }> | { kind: 'sign-in' };

/**
 * Takes a challenge to be answered: once, whatever comes of it, in time, and only for what and by whom it was begun.
 * Several answers stand in line here, and the second finds it taken. Refusals are to be returned, not thrown:
 * thrown, a challenge whose answer was wrong would be there again.
 */
export async function takeCeremony(
  ctx: Context,
  ceremonyId: string,
  holder: CeremonyHolder,
): Promise<PasskeyCeremonyRow | Fault> {
  const ceremony = await ctx.em.findOne(
    PasskeyCeremonyEntity,
    {
      id: ceremonyId,
      kind: holder.kind,
      ...('accountId' in holder && { accountId: holder.accountId }),
      sessionId: 'sessionId' in holder ? holder.sessionId : null,
      ticketHash: 'ticketHash' in holder ? holder.ticketHash : null,
    },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  const now = ctx.clock.now();
  if (ceremony === null || ceremony.consumedAt || ceremony.expiresAt <= now) return new Fault(CEREMONY_OVER);
  ceremony.consumedAt = now;
  return ceremony;
}
