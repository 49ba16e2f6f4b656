import type { Actor } from './actor.ts';
import { MINUTE_MS } from './clock.ts';
import {
  type FaultKind,
  NOT_ALLOWED,
  REAUTHENTICATION_REQUIRED,
  SCOPE_REQUIRED,
  SECOND_FACTOR_OWED,
  SIGN_IN_REQUIRED,
  VERIFICATION_REQUIRED,
} from './fault.contract.ts';
import { Fault } from './fault.ts';

/** What a procedure demands of who calls it. Every procedure states one; there is no default. */
export type Assurance =
  | 'open'
  | 'signedIn'
  | 'verified'
  | 'fresh'
  | 'staff'
  | 'freshStaff'
  | 'superuser'
  | 'freshSuperuser';

/** What an API key must have been made for, to reach a procedure: `events:read`. */
type Scope = `${string}:${'read' | 'write'}`;

/** How long a shown credential counts as fresh. */
export const FRESH_MS = 10 * MINUTE_MS;

/** The one gate. Whatever the way in, a session passes here or nowhere. */
export function assertAssurance(demanded: Assurance, actor: Actor, now: Date): void {
  if (demanded === 'open' || actor.kind === 'system') return;
  if (actor.kind === 'anonymous') throw new Fault(SIGN_IN_REQUIRED);
  if (demanded === 'signedIn') return;
  if (!actor.isVerified) throw new Fault(VERIFICATION_REQUIRED);
  const wantsStaff = demanded === 'staff' || demanded === 'freshStaff';
  if (wantsStaff && actor.role === 'member') throw new Fault(NOT_ALLOWED);
  const wantsSuperuser = demanded === 'superuser' || demanded === 'freshSuperuser';
  if (wantsSuperuser && actor.role !== 'superuser') throw new Fault(NOT_ALLOWED);
  if (wantsFresh(demanded) && !isFresh(actor, now)) throw new Fault(REAUTHENTICATION_REQUIRED);
}

/** What whoever owes a second factor needs in order to set one up, and to leave. */
const REACHED_WHILE_OWING =
  /^(accounts[.]me$|(sessions|passkeys|passwords|secondFactors|reauthentications)[.])/;

/** Refuses everything but that to whom the service demands a second factor of, and who has none. */
export function assertSecondFactor(path: string, demanded: Assurance, actor: Actor): void {
  if (demanded === 'open' || actor.kind !== 'account' || !actor.owesSecondFactor) return;
  if (!REACHED_WHILE_OWING.test(path)) throw new Fault(SECOND_FACTOR_OWED);
}

export function wantsFresh(demanded: Assurance): boolean {
  return demanded === 'fresh' || demanded === 'freshStaff' || demanded === 'freshSuperuser';
}

/** Whether a credential was shown in this session within the last minutes. Nobody sits before an API key who could. */
export function isFresh(actor: Actor, now: Date): boolean {
  if (actor.kind !== 'account' || actor.scopes !== null) return false;
  return now.getTime() - actor.authenticatedAt.getTime() <= FRESH_MS;
}

/** The bound of API keys, asked before the demand: a key is told nothing of what lies outside of its scopes. */
export function assertScope(scope: Scope, actor: Actor): void {
  if (actor.kind === 'anonymous' || !actor.scopes || actor.scopes.includes(scope)) return;
  throw new Fault(SCOPE_REQUIRED, `The key of this call lacks the scope ${scope}.`);
}

/** `events.list`, a question, belongs to `events:read`. */
export function scopeOf(path: string, type: 'query' | 'mutation'): Scope {
  return `${path.slice(0, path.indexOf('.'))}:${type === 'query' ? 'read' : 'write'}`;
}

/** The refusals that the gate can give for a demand, so that they stand in every procedure's type. */
export function faultsOfAssurance(demanded: Assurance): FaultKind[] {
  switch (demanded) {
    case 'open':
      return [];
    case 'signedIn':
      return [SIGN_IN_REQUIRED, SECOND_FACTOR_OWED];
    case 'verified':
      return [SIGN_IN_REQUIRED, SECOND_FACTOR_OWED, VERIFICATION_REQUIRED];
    case 'fresh':
      return [SIGN_IN_REQUIRED, SECOND_FACTOR_OWED, VERIFICATION_REQUIRED, REAUTHENTICATION_REQUIRED];
    case 'staff':
    case 'superuser':
      return [SIGN_IN_REQUIRED, SECOND_FACTOR_OWED, VERIFICATION_REQUIRED, NOT_ALLOWED];
    case 'freshStaff':
    case 'freshSuperuser':
      return [
        SIGN_IN_REQUIRED,
        SECOND_FACTOR_OWED,
        VERIFICATION_REQUIRED,
        NOT_ALLOWED,
        REAUTHENTICATION_REQUIRED,
      ];
  }
}
