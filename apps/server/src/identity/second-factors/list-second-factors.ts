import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import type { SecondFactorList } from './second-factors.contract.ts';
import { RecoveryCodeEntity, SecondFactorEntity } from './second-factors.entity.ts';

/** One's own account. Of a webhook only the host is told: its path may be a secret of the receiver's. */
export async function listSecondFactors(ctx: Context): Promise<SecondFactorList> {
  const { accountId } = accountOf(ctx.actor);
  const [rows, recoveryCodesLeft] = await Promise.all([
    ctx.em.find(
      SecondFactorEntity,
      { accountId, confirmedAt: { $ne: null } },
      { orderBy: { createdAt: 'asc' } },
    ),
    ctx.em.count(RecoveryCodeEntity, { accountId, usedAt: null }),
  ]);
  const factors = rows.map(({ kind, createdAt, lastUsedAt, webhookUrl }) => ({
    kind,
    createdAt,
    lastUsedAt: lastUsedAt ?? null,
    webhookHost: webhookUrl ? new URL(webhookUrl).host : null,
  }));
  return { isOn: factors.length > 0, factors, recoveryCodesLeft };
}
