import type { AccountActor } from '../../kernel/actor.ts';
import { toInstant } from '../../kernel/database/sql-of.ts';

/** For whom a token speaks, and until when at most. */
export type TokenHolder = { actor: Omit<AccountActor, 'device'>; expiresAtMs: number };

/** What is remembered of an account, beside what speaks for it: a session, or an API key. */
export const ACCOUNT_COLUMNS = [
  'account.disabled_at',
  'account.address',
  'account.address_verified_at',
  'account.full_name',
  'account.locale',
  'account.organisation',
  'account.about',
  'account.time_zone',
  'account.role',
  'account.is_system',
  'account.created_at as account_created_at',
] as const;

type AccountPart = Pick<AccountActor['profile'], 'address' | 'locale' | 'organisation' | 'about'> & {
  address_verified_at: unknown;
  full_name: string;
  time_zone: string | null;
  role: AccountActor['role'];
  is_system: unknown;
  account_created_at: unknown;
};

/** The same as an actor tells it. */
export function accountPart(
  row: AccountPart,
): Pick<AccountActor, 'kind' | 'role' | 'isVerified' | 'profile'> {
  return {
    kind: 'account',
    role: row.role,
    isVerified: row.address_verified_at !== null,
    profile: {
      address: row.address,
      fullName: row.full_name,
      isSystem: Boolean(row.is_system),
      locale: row.locale,
      organisation: row.organisation,
      about: row.about,
      timeZone: row.time_zone,
      createdAt: toInstant(row.account_created_at),
    },
  };
}
