import type { Actor } from './actor.ts';
import { MINUTE_MS } from './clock.ts';
import {
  type FaultKind,
  NOT_ALLOWED,
  REAUTHENTICATION_REQUIRED,
  SIGN_IN_REQUIRED,
  VERIFICATION_REQUIRED,
} from './fault.contract.ts';
import { Fault } from './fault.ts';

/** What a procedure demands of who calls it. Every procedure states one; there is no default. */
export type Assurance = 'open' | 'signedIn' | 'verified' | 'fresh' | 'staff' | 'superuser';

/** How long a shown credential counts as fresh. */
export const FRESH_MS = 10 * MINUTE_MS;

/** The one gate. Whatever the way in, a session passes here or nowhere. */
export function assertAssurance(demanded: Assurance, actor: Actor, now: Date): void {
  if (demanded === 'open' || actor.kind === 'system') return;
  if (actor.kind === 'anonymous') throw new Fault(SIGN_IN_REQUIRED);
  if (demanded === 'signedIn') return;
  if (!actor.isVerified) throw new Fault(VERIFICATION_REQUIRED);
  if (demanded === 'staff' && actor.role === 'member') throw new Fault(NOT_ALLOWED);
  if (demanded === 'superuser' && actor.role !== 'superuser') throw new Fault(NOT_ALLOWED);
  if (demanded === 'fresh' && !isFresh(actor, now)) throw new Fault(REAUTHENTICATION_REQUIRED);
}

/** Whether an account has shown a credential in this session within the last minutes. */
export function isFresh(actor: Actor, now: Date): boolean {
  return actor.kind === 'account' && now.getTime() - actor.authenticatedAt.getTime() <= FRESH_MS;
}

/** The refusals that the gate can give for a demand, so that they stand in every procedure's type. */
export function faultsOfAssurance(demanded: Assurance): FaultKind[] {
  switch (demanded) {
    case 'open':
      return [];
    case 'signedIn':
      return [SIGN_IN_REQUIRED];
    case 'verified':
      return [SIGN_IN_REQUIRED, VERIFICATION_REQUIRED];
    case 'fresh':
      return [SIGN_IN_REQUIRED, VERIFICATION_REQUIRED, REAUTHENTICATION_REQUIRED];
    case 'staff':
    case 'superuser':
      return [SIGN_IN_REQUIRED, VERIFICATION_REQUIRED, NOT_ALLOWED];
  }
}
