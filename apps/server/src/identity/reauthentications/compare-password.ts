import { verify } from '@node-rs/argon2';
import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { PasswordEntity } from '../passwords/passwords.entity.ts';

/** Whether it is the password of the account that asks. Takes long: before the transaction, never inside. */
export async function comparePassword(ctx: Context, password: string): Promise<boolean> {
  const { accountId } = accountOf(ctx.actor);
  const kept = await ctx.em.findOne(PasswordEntity, { accountId });
  return kept !== null && (await verify(kept.hash, password).catch(() => false));
}
