import type { Locale } from './locale.contract.ts';

/** Where a call comes from. The address is the peer's, or what a configured proxy says of it. */
export type Device = { ipAddress: string; userAgent: string };

/** Of what was done from no device, or from one that is not told. */
export const NOWHERE: Device = { ipAddress: '', userAgent: '' };

type Role = 'member' | 'staff' | 'superuser';

type Profile = {
  address: string;
  fullName: string;
  isSystem: boolean;
  locale: Locale;
  organisation: string | null;
  about: string | null;
  timeZone: string | null;
  createdAt: Date;
};

/** Somebody who is signed in, as their session says, or in whose name an API key acts. */
export type AccountActor = {
  kind: 'account';
  accountId: string;
  /** Of a key: its own id, which no session has. */
  sessionId: string;
  role: Role;
  isVerified: boolean;
  /** What an API key is for; null for a session, which reaches whatever its account may. */
  scopes: readonly string[] | null;
  /** The service demands a second factor of this account, and it has none yet. */
  owesSecondFactor?: boolean;
  /** When a credential was last shown in this session. No key ever shows one. */
  authenticatedAt: Date;
  /** What the account says of itself, as of when it was last changed. */
  profile: Profile;
  device: Device;
};

export type AnonymousActor = { kind: 'anonymous'; device: Device };

/** A job, a migration, or whoever has the key of the machine; with that one only what its scopes reach. */
type SystemActor = { kind: 'system'; name: string; scopes?: readonly string[] };

export type Actor = AccountActor | AnonymousActor | SystemActor;

/** The account behind the call; the gate has made sure that there is one. */
export function accountOf(actor: Actor): AccountActor {
  if (actor.kind !== 'account') throw new Error('a procedure without a sign-in asked whose account it is');
  return actor;
}

/** For records of who did something: the account, or nobody. */
export function actorIdOf(actor: Actor): string | null {
  return actor.kind === 'account' ? actor.accountId : null;
}
