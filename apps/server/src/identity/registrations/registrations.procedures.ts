import { MINUTE_MS } from '../../kernel/clock.ts';
import { ofNetwork } from '../../kernel/limits/of-network.ts';
import { mutation, router } from '../../kernel/procedure.ts';
import { ACCOUNT_DISABLED } from '../../people/accounts/accounts.contract.ts';
import { addressKey } from '../../people/accounts/accounts.entity.ts';
import { CODE_WAIT, CODE_WRONG, CodeSent, RedeemCodeInput } from '../codes/codes.contract.ts';
import { PASSWORD_WEAK, PASSWORDS_BUSY } from '../passwords/passwords.contract.ts';
import {
  ENROLMENT_INVALID,
  RegistrationOutcome,
  SECOND_FACTOR_WANTS_PASSWORD,
  StartRegistrationInput,
} from './registrations.contract.ts';
import { hashGivenPassword, startRegistration } from './start-registration.ts';
import { verifyRegistration } from './verify-registration.ts';

export const registrationProcedures = router({
  start: mutation({
    summary: 'Begins an account: sends an eight-digit code to the address.',
    demands: 'open',
    rest: 'POST /registrations',
    input: StartRegistrationInput,
    output: CodeSent,
    faults: [ENROLMENT_INVALID, SECOND_FACTOR_WANTS_PASSWORD, CODE_WAIT, PASSWORD_WEAK, PASSWORDS_BUSY],
    limits: [
      { name: 'address', most: 5, windowMs: 10 * MINUTE_MS, key: (input) => addressKey(input.address) },
      ofNetwork(20, 10 * MINUTE_MS),
    ],
    prepare: hashGivenPassword,
    run: startRegistration,
  }),
  verify: mutation({
    summary: 'Redeems the code: makes the account and signs it in.',
    demands: 'open',
    rest: 'POST /registrations/verify',
    input: RedeemCodeInput,
    output: RegistrationOutcome,
    faults: [CODE_WRONG, CODE_WAIT, ACCOUNT_DISABLED, ENROLMENT_INVALID],
    limits: [ofNetwork(60, 10 * MINUTE_MS)],
    run: verifyRegistration,
  }),
});
