import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';
import { refuseNewProof } from '../quarantine/refuse-new-proof.ts';
import { notifyOwner } from '../security-notices/notify-owner.ts';
import { endFreshness } from '../sessions/end-freshness.ts';
import { endOtherSessions } from '../sessions/end-session.ts';
import { hashNewPassword } from './check-new-password.ts';
import { keepPassword } from './keep-password.ts';
import type { PasswordChange, SetPasswordInput } from './passwords.contract.ts';

type HashedPassword = { passwordHash: string };

/** Before the transaction: checks and hashes. */
export async function hashOwnPassword(ctx: Context, input: SetPasswordInput): Promise<HashedPassword> {
  const { address, fullName } = accountOf(ctx.actor).profile;
  return { passwordHash: await hashNewPassword(ctx, { password: input.password, address, fullName }) };
}

/** Sets or changes one's own password. The other devices are signed out unless that was declined. */
export async function setPassword(
  ctx: Context,
  input: SetPasswordInput & HashedPassword,
): Promise<PasswordChange> {
  const { accountId, sessionId, device } = accountOf(ctx.actor);
  await refuseNewProof(ctx, { accountId, sessionId });
  const account = await ctx.em.findOneOrFail(AccountEntity, { id: accountId });
  const { event, changedAt } = await keepPassword(ctx, accountId, input.passwordHash);
  // Those that stay signed in may have shown the one before.
  if (event === 'password-changed') await endFreshness(ctx, { accountId, exceptSessionId: sessionId });
  const { ended } = input.endOtherSessions ? await endOtherSessions(ctx) : { ended: 0 };
  const made = { passwordChangedAt: changedAt.toISOString() };
  await notifyOwner(ctx, event, { account, device, sessionId, made });
  return { changedAt, endedSessions: ended };
}
