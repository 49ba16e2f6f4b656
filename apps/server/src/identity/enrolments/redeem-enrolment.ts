import type { Context } from '../../kernel/context.ts';
import type { AccountRow } from '../../people/accounts/accounts.entity.ts';
import { changeRole } from '../../people/accounts/change-role.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { hasSuperuser } from './create-enrolment.ts';
import { EnrolmentEntity } from './enrolments.entity.ts';
import { openEnrolment } from './find-open-enrolment.ts';

/**
 * Makes an account a superuser, once for each link, whoever else holds the same link. The first superuser ends
 * all other links: each start without one has printed another.
 */
export async function redeemEnrolment(ctx: Context, tokenHash: string, account: AccountRow): Promise<void> {
  const enrolment = await openEnrolment(ctx, tokenHash);
  if (!(await hasSuperuser(ctx)))
    await ctx.em.nativeUpdate(
      EnrolmentEntity,
      { usedAt: null, tokenHash: { $ne: tokenHash } },
      { expiresAt: ctx.clock.now() },
    );
  enrolment.usedAt = ctx.clock.now();
  enrolment.usedBy = account.id;
  if (account.role !== 'superuser') await changeRole(ctx, account, 'superuser');
  recordAuditEntry(ctx, {
    action: 'account.enrolled-superuser',
    subjectType: 'account',
    subjectId: account.id,
  });
}
