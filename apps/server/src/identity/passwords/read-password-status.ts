import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import type { PasswordStatus } from './passwords.contract.ts';
import { PasswordEntity } from './passwords.entity.ts';

/** Whether one has a password oneself. Of anybody else this is never said. */
export async function readPasswordStatus(ctx: Context): Promise<PasswordStatus> {
  const { accountId } = accountOf(ctx.actor);
  const password = await ctx.em.findOne(PasswordEntity, { accountId });
  return { isSet: password !== null, changedAt: password?.changedAt ?? null };
}
