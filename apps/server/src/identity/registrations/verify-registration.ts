import type { Call } from '../../kernel/call.ts';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { newId } from '../../kernel/ids.ts';
import { ACCOUNT_DISABLED } from '../../people/accounts/accounts.contract.ts';
import { AccountEntity, type AccountRow } from '../../people/accounts/accounts.entity.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { claimInvitations } from '../../programme/invitations/claim-invitations.ts';
import { personOfAccount } from '../../programme/participations/lock-people.ts';
import { CODE_WRONG, type RedeemCodeInput } from '../codes/codes.contract.ts';
import type { OneTimeCodeRow } from '../codes/codes.entity.ts';
import { redeemCode } from '../codes/redeem-code.ts';
import { redeemEnrolment } from '../enrolments/redeem-enrolment.ts';
import { PasswordEntity } from '../passwords/passwords.entity.ts';
import { passFirstFactor } from '../sign-ins/pass-first-factor.ts';
import { giveChosenFactors } from './choose-second-factor.ts';
import { openIntendedPassword } from './intended-password.ts';
import { IntendedProfile, type RegistrationOutcome } from './registrations.contract.ts';
import { sendWelcome } from './send-welcome.ts';

/** Open to everybody: the code is the proof. Whoever reads the mail of an address owns its account. */
export async function verifyRegistration(
  ctx: Context,
  input: RedeemCodeInput,
  call: Call,
): Promise<RegistrationOutcome | Fault> {
  const code = await redeemCode(ctx, { purpose: 'registration', ticket: input.ticket, code: input.code });
  if (code instanceof Fault) return code;
  const known = await ctx.em.findOne(AccountEntity, { addressKey: code.addressKey });
  const account = known ?? (await register(ctx, code));
  if (account.isSystem) return new Fault(CODE_WRONG);
  if (account.disabledAt) return new Fault(ACCOUNT_DISABLED);
  if (typeof code.intent.enrolment === 'string') await redeemEnrolment(ctx, code.intent.enrolment, account);
  const outcome = await passFirstFactor(ctx, call, {
    account,
    firstFactor: 'mail-code',
    deliver: input.deliver,
  });
  if (outcome instanceof Fault) return outcome;
  const doer = { account, device: call.device, sessionId: outcome.session?.sessionId ?? null };
  const isNew = known === null;
  const { recoveryCodes } = await giveChosenFactors(ctx, code, { doer, isNew });
  if (isNew) {
    const isAppToCome = code.intent.secondFactor === 'totp';
    await sendWelcome(ctx, doer, { isAppToCome, isSecured: isAppToCome || recoveryCodes !== null });
  }
  return { ...outcome, recoveryCodes };
}

async function register(ctx: Context, code: OneTimeCodeRow): Promise<AccountRow> {
  const now = ctx.clock.now();
  const account = ctx.em.create(
    AccountEntity,
    {
      id: newId(),
      address: code.address,
      addressKey: code.addressKey,
      addressVerifiedAt: now,
      ...IntendedProfile.parse(code.intent),
      role: 'member',
      createdAt: now,
      updatedAt: now,
    },
    { persist: true },
  );
  const hash = openIntendedPassword(ctx, code);
  // Of a new account alone: an account that is there keeps what its owner gave it.
  if (hash !== null)
    ctx.em.create(PasswordEntity, { accountId: account.id, hash, changedAt: now }, { persist: true });
  recordAuditEntry(ctx, { action: 'account.registered', subjectType: 'account', subjectId: account.id });
  await ctx.em.flush();
  await claimInvitations(ctx, personOfAccount(account));
  return account;
}
