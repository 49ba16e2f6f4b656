import type { Actor } from '../../kernel/actor.ts';
import { Fault } from '../../kernel/fault.ts';
import { ACCOUNT_OUT_OF_REACH, ROLE_OUT_OF_REACH } from './account-care.contract.ts';
import { Role } from './accounts.contract.ts';
import type { AccountRow } from './accounts.entity.ts';

type Charge = Pick<AccountRow, 'id' | 'role' | 'isSystem' | 'disabledAt'>;

/** Whether the second role may more than the first. */
export function isRaise(from: Role, to: Role): boolean {
  return Role.options.indexOf(to) > Role.options.indexOf(from);
}

/**
 * Why somebody may not give an account another role; undefined where they may. A superuser appoints and dismisses staff,
 * and can step down. Superusers are made and unmade on the machine of the server alone: a stolen session of one would
 * otherwise be worth another for good, or the service without its owners. See decision 0021.
 */
export function refusalOfRole(actor: Actor, account: Charge, role: Role): Fault | undefined {
  const isMachine = actor.kind === 'system';
  const isOwn = actor.kind === 'account' && actor.accountId === account.id;
  if (!isMachine && !(actor.kind === 'account' && actor.role === 'superuser'))
    return new Fault(ACCOUNT_OUT_OF_REACH);
  if (account.isSystem)
    return new Fault(
      ROLE_OUT_OF_REACH,
      'A system user keeps the role that it was made with, because its keys were made for that. Make another.',
    );
  if (account.role === 'superuser' && !isMachine && !isOwn) return new Fault(ACCOUNT_OUT_OF_REACH);
  if (role === 'superuser' && !isMachine)
    return new Fault(
      ROLE_OUT_OF_REACH,
      'Superusers are made on the machine of the server alone: `foyer accounts role <account> superuser --reason … --admin`.',
    );
  if (account.disabledAt && isRaise(account.role, role))
    return new Fault(ROLE_OUT_OF_REACH, 'A closed account is given no higher role. Open it first.');
  return undefined;
}

/** Which other roles somebody may give an account. */
export function rolesInReach(actor: Actor, account: Charge): Role[] {
  return Role.options.filter(
    (role) => role !== account.role && refusalOfRole(actor, account, role) === undefined,
  );
}
