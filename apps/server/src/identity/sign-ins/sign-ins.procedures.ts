import { MINUTE_MS } from '../../kernel/clock.ts';
import { networkKey } from '../../kernel/limits/network-key.ts';
import { mutation, router } from '../../kernel/procedure.ts';
import { ACCOUNT_DISABLED } from '../../people/accounts/accounts.contract.ts';
import { addressKey } from '../../people/accounts/accounts.entity.ts';
import { CODE_WAIT, CODE_WRONG, CodeSent, RedeemCodeInput } from '../codes/codes.contract.ts';
import { PASSWORDS_BUSY } from '../passwords/passwords.contract.ts';
import { SignInOutcome } from '../sign-in-tickets/sign-in-tickets.contract.ts';
import { redeemSignInCode } from './redeem-sign-in-code.ts';
import { requestSignInCode } from './request-sign-in-code.ts';
import { compareCredentials, signInWithPassword } from './sign-in-with-password.ts';
import {
  CREDENTIALS_WAIT,
  CREDENTIALS_WRONG,
  RequestSignInCodeInput,
  SignInWithPasswordInput,
} from './sign-ins.contract.ts';

export const signInProcedures = router({
  requestCode: mutation({
    summary: 'Begins a sign-in: sends an eight-digit code to the address.',
    demands: 'open',
    rest: 'POST /sign-ins',
    input: RequestSignInCodeInput,
    output: CodeSent,
    faults: [CODE_WAIT],
    limits: [
      { name: 'address', most: 5, windowMs: 10 * MINUTE_MS, key: (input) => addressKey(input.address) },
      {
        name: 'network',
        most: 20,
        windowMs: 10 * MINUTE_MS,
        key: (_input, device) => networkKey(device.ipAddress),
      },
    ],
    run: requestSignInCode,
  }),
  redeemCode: mutation({
    summary: 'Redeems the code and signs in.',
    demands: 'open',
    rest: 'POST /sign-ins/redeem',
    input: RedeemCodeInput,
    output: SignInOutcome,
    faults: [CODE_WRONG, CODE_WAIT, ACCOUNT_DISABLED],
    limits: [
      {
        name: 'network',
        most: 60,
        windowMs: 10 * MINUTE_MS,
        key: (_input, device) => networkKey(device.ipAddress),
      },
    ],
    run: redeemSignInCode,
  }),
  withPassword: mutation({
    summary: 'Signs in with a password.',
    demands: 'open',
    rest: 'POST /sign-ins/password',
    input: SignInWithPasswordInput,
    output: SignInOutcome,
    faults: [CREDENTIALS_WRONG, CREDENTIALS_WAIT, PASSWORDS_BUSY, ACCOUNT_DISABLED],
    limits: [
      { name: 'address', most: 10, windowMs: 10 * MINUTE_MS, key: (input) => addressKey(input.address) },
      {
        name: 'network',
        most: 60,
        windowMs: 10 * MINUTE_MS,
        key: (_input, device) => networkKey(device.ipAddress),
      },
    ],
    prepare: compareCredentials,
    run: signInWithPassword,
  }),
});
