import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import type { AccountSummary } from '../accounts/account-care.contract.ts';
import { AccountEntity } from '../accounts/accounts.entity.ts';
import { recordAuditEntry } from '../audit/record-audit-entry.ts';
import type { CreateSystemUserInput } from './system-users.contract.ts';

/**
 * Makes an account for an import or a job. In place of an address it has a name that no form takes for one, so that
 * nobody registers it, asks for a code to it or recovers it; it acts by API keys alone. For superusers: the gate has
 * made sure.
 */
export async function createSystemUser(ctx: Context, input: CreateSystemUserInput): Promise<AccountSummary> {
  const now = ctx.clock.now();
  const id = newId();
  const address = `system:${id}`;
  ctx.em.create(
    AccountEntity,
    {
      id,
      address,
      addressKey: address,
      // Nothing is to be confirmed: its keys reach what confirmed accounts do.
      addressVerifiedAt: now,
      fullName: input.fullName,
      role: input.role,
      isSystem: true,
      createdAt: now,
      updatedAt: now,
    },
    { persist: true },
  );
  recordAuditEntry(ctx, {
    action: 'system-user.created',
    subjectType: 'account',
    subjectId: id,
    details: { role: input.role },
  });
  const { fullName, role } = input;
  return { id, address, fullName, role, isSystem: true, disabledAt: null, createdAt: now };
}
