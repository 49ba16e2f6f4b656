import type { Actor } from '../../kernel/actor.ts';
import type { AccountRow } from './accounts.entity.ts';

/**
 * Whose account somebody may act on: staff on members, superusers on staff too. Nobody on themselves, and on a
 * superuser only who has the machine: otherwise one stolen session of staff would be worth all the others.
 */
export function mayActOn(actor: Actor, account: Pick<AccountRow, 'id' | 'role'>): boolean {
  if (actor.kind === 'system') return true;
  if (actor.kind !== 'account' || actor.accountId === account.id) return false;
  if (account.role === 'superuser') return false;
  return actor.role === 'superuser' || (actor.role === 'staff' && account.role === 'member');
}
