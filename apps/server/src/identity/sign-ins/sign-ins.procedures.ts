import { MINUTE_MS } from '../../kernel/clock.ts';
import { networkKey } from '../../kernel/limits/network-key.ts';
import { mutation, router } from '../../kernel/procedure.ts';
import { ACCOUNT_DISABLED } from '../../people/accounts/accounts.contract.ts';
import { addressKey } from '../../people/accounts/accounts.entity.ts';
import { CODE_WAIT, CODE_WRONG, CodeSent, RedeemCodeInput } from '../codes/codes.contract.ts';
import { SignInOutcome } from '../sign-in-tickets/sign-in-tickets.contract.ts';
import { redeemSignInCode } from './redeem-sign-in-code.ts';
import { requestSignInCode } from './request-sign-in-code.ts';
import { RequestSignInCodeInput } from './sign-ins.contract.ts';

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
});
