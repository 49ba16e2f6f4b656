import { accountOf } from '../../kernel/actor.ts';
import type { Call } from '../../kernel/call.ts';
import { MINUTE_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { Nothing } from '../../kernel/nothing.contract.ts';
import { mutation, query, router } from '../../kernel/procedure.ts';
import { ACCOUNT_DISABLED } from '../../people/accounts/accounts.contract.ts';
import { CODE_WAIT, CODE_WRONG, CodeSent } from '../codes/codes.contract.ts';
import { TICKET_INVALID } from '../sign-in-tickets/sign-in-tickets.contract.ts';
import { comparePassword } from './compare-password.ts';
import { listFirstFactors } from './list-first-factors.ts';
import { reauthenticateWithCode } from './reauthenticate-with-code.ts';
import { reauthenticateWithPassword } from './reauthenticate-with-password.ts';
import { reauthenticateWithSecondFactor } from './reauthenticate-with-second-factor.ts';
import {
  PASSWORD_WRONG,
  ReauthenticateWithCodeInput,
  ReauthenticateWithPasswordInput,
  ReauthenticateWithSecondFactorInput,
  ReauthenticationOptions,
  ReauthenticationOutcome,
} from './reauthentications.contract.ts';
import { requestReauthenticationCode } from './request-reauthentication-code.ts';

export const reauthenticationProcedures = router({
  options: query({
    summary: 'Says what this account can show to confirm that it is its owner.',
    demands: 'signedIn',
    rest: 'GET /reauthentications/options',
    input: Nothing,
    output: ReauthenticationOptions,
    run: listFirstFactors,
  }),
  requestCode: mutation({
    summary: 'Mails an eight-digit code with which this session can be confirmed.',
    demands: 'signedIn',
    rest: 'POST /reauthentications/codes',
    input: Nothing,
    output: CodeSent,
    prepare: (ctx, _input, call) => spendOfAccount(ctx, call, { name: 'requestCode', most: 5 }),
    run: requestReauthenticationCode,
  }),
  withCode: mutation({
    summary: 'Confirms by the mailed code that it is the owner who uses this session.',
    demands: 'signedIn',
    rest: 'POST /reauthentications/code',
    input: ReauthenticateWithCodeInput,
    output: ReauthenticationOutcome,
    faults: [CODE_WRONG, CODE_WAIT],
    prepare: (ctx, _input, call) => spendOfAccount(ctx, call, { name: 'withCode', most: 60 }),
    run: reauthenticateWithCode,
  }),
  withPassword: mutation({
    summary: 'Confirms by the password that it is the owner who uses this session.',
    demands: 'signedIn',
    rest: 'POST /reauthentications/password',
    input: ReauthenticateWithPasswordInput,
    output: ReauthenticationOutcome,
    faults: [PASSWORD_WRONG, CODE_WAIT],
    async prepare(ctx, input, call) {
      await spendOfAccount(ctx, call, { name: 'withPassword', most: 60 });
      return { isRight: await comparePassword(ctx, input.password) };
    },
    run: reauthenticateWithPassword,
  }),
  redeemSecondFactor: mutation({
    summary: 'Shows the second factor that is still owed, and makes the session fresh.',
    demands: 'signedIn',
    rest: 'POST /reauthentications/second-factor',
    input: ReauthenticateWithSecondFactorInput,
    output: ReauthenticationOutcome,
    faults: [TICKET_INVALID, ACCOUNT_DISABLED, CODE_WRONG, CODE_WAIT],
    async prepare(ctx, input, call) {
      await spendOfAccount(ctx, call, { name: 'redeemSecondFactor', most: 60 });
      return { isRight: input.kind === 'password' && (await comparePassword(ctx, input.code)) };
    },
    run: reauthenticateWithSecondFactor,
  }),
});

/** A bound for each account, over all its sessions and networks: a stolen session is not to guess or to flood. */
async function spendOfAccount(
  ctx: Context,
  call: Call,
  bound: { name: string; most: number },
): Promise<object> {
  const { accountId } = accountOf(ctx.actor);
  const limit = { name: 'account', most: bound.most, windowMs: 10 * MINUTE_MS, key: () => accountId };
  await call.spend(`reauthentications.${bound.name}`, limit, {});
  return {};
}
