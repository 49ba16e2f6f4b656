import { MINUTE_MS } from '../../kernel/clock.ts';
import { ofNetwork } from '../../kernel/limits/of-network.ts';
import { mutation, router } from '../../kernel/procedure.ts';
import { ACCOUNT_DISABLED } from '../../people/accounts/accounts.contract.ts';
import { addressKey } from '../../people/accounts/accounts.entity.ts';
import { CODE_WAIT, CODE_WRONG, CodeSent, RedeemCodeInput } from '../codes/codes.contract.ts';
import {
  CEREMONY_OVER,
  PASSKEY_REFUSED,
  PASSKEY_UNKNOWN,
  PasskeyCeremonyStarted,
  SignInWithPasskeyInput,
} from '../passkeys/passkeys.contract.ts';
import { passwordSignInLane } from '../passwords/password-lanes.ts';
import { PASSWORDS_BUSY } from '../passwords/passwords.contract.ts';
import { SignInOutcome } from '../sign-in-tickets/sign-in-tickets.contract.ts';
import { redeemSignInCode } from './redeem-sign-in-code.ts';
import { requestSignInCode } from './request-sign-in-code.ts';
import { signInWithPasskey } from './sign-in-with-passkey.ts';
import { compareCredentials, signInWithPassword } from './sign-in-with-password.ts';
import {
  CREDENTIALS_WAIT,
  CREDENTIALS_WRONG,
  RequestSignInCodeInput,
  SignInWithPasswordInput,
  StartPasskeySignInInput,
} from './sign-ins.contract.ts';
import { startPasskeySignIn } from './start-passkey-sign-in.ts';

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
      ofNetwork(20, 10 * MINUTE_MS),
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
    limits: [ofNetwork(60, 10 * MINUTE_MS)],
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
      ofNetwork(60, 10 * MINUTE_MS),
    ],
    lane: passwordSignInLane,
    prepare: compareCredentials,
    run: signInWithPassword,
  }),
  startPasskey: mutation({
    summary: 'Begins a sign-in with a passkey: answers what the browser asks for one with.',
    demands: 'open',
    rest: 'POST /sign-ins/passkey',
    input: StartPasskeySignInInput,
    output: PasskeyCeremonyStarted,
    limits: [ofNetwork(120, 10 * MINUTE_MS)],
    run: startPasskeySignIn,
  }),
  withPasskey: mutation({
    summary: 'Signs in with the passkey that the browser has shown.',
    demands: 'open',
    rest: 'POST /sign-ins/passkey/redeem',
    input: SignInWithPasskeyInput,
    output: SignInOutcome,
    faults: [CEREMONY_OVER, PASSKEY_REFUSED, PASSKEY_UNKNOWN, ACCOUNT_DISABLED],
    limits: [ofNetwork(60, 10 * MINUTE_MS)],
    run: signInWithPasskey,
  }),
});
