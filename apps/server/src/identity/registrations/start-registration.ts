import type { Context } from '../../kernel/context.ts';
import { postMail } from '../../messaging/deliveries/post-mail.ts';
import { AccountEntity, addressKey } from '../../people/accounts/accounts.entity.ts';
import type { CodeSent } from '../codes/codes.contract.ts';
import { issueCode } from '../codes/issue-code.ts';
import { findOpenEnrolment } from '../enrolments/find-open-enrolment.ts';
import { hashNewPassword } from '../passwords/check-new-password.ts';
import { addressKnownMail } from './address-known.mail.ts';
import { assertChoice } from './choose-second-factor.ts';
import { sealIntendedPassword } from './intended-password.ts';
import { registrationCodeMail } from './registration-code.mail.ts';
import type { StartRegistrationInput } from './registrations.contract.ts';

type HashedPassword = { passwordHash: string | null };

/** Before the transaction, and whether or not the address is known: checks and hashes the password, if there is one. */
export async function hashGivenPassword(
  ctx: Context,
  { password, address, fullName }: StartRegistrationInput,
): Promise<HashedPassword> {
  if (password === undefined) return { passwordHash: null };
  return { passwordHash: await hashNewPassword(ctx, { password, address, fullName }) };
}

/**
 * Open to everybody. A known address gets the same answer after the same work, and its owner another mail: whoever
 * asks learns nothing of who has an account. Only the holder of a one-time link may name a known address.
 */
export async function startRegistration(
  ctx: Context,
  input: StartRegistrationInput & HashedPassword,
): Promise<CodeSent> {
  const { address, fullName, locale, enrolmentToken } = input;
  const { organisation, about, timeZone } = input;
  assertChoice(input);
  const enrolment = enrolmentToken === undefined ? undefined : await findOpenEnrolment(ctx, enrolmentToken);
  const account = await ctx.em.findOne(AccountEntity, { addressKey: addressKey(address) });
  const isMailed = account === null || enrolment !== undefined;
  const { ticket, code, expiresAt } = await issueCode(ctx, {
    purpose: 'registration',
    address,
    isMailed,
    intent: {
      fullName,
      locale,
      organisation,
      about,
      timeZone,
      enrolment: enrolment?.tokenHash ?? null,
      secondFactor: input.secondFactor,
      password: sealIntendedPassword(ctx, addressKey(address), input.passwordHash),
    },
  });
  const to = {
    sendKey: `registration:${ticket}`,
    recipient: account?.address ?? address,
    accountId: account?.id ?? null,
  };
  if (isMailed)
    await postMail(ctx, registrationCodeMail, { ...to, locale, payload: { ticket, code, fullName } });
  else
    await postMail(ctx, addressKnownMail, {
      ...to,
      locale: account.locale,
      payload: { fullName: account.fullName },
    });
  return { ticket, expiresAt };
}
