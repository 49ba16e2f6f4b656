import { accountOf } from '../../kernel/actor.ts';
import type { Call } from '../../kernel/call.ts';
import { MINUTE_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { ORIGIN_REFUSED } from '../../kernel/fault.contract.ts';
import type { Fault } from '../../kernel/fault.ts';
import { Nothing } from '../../kernel/nothing.contract.ts';
import { mutation, query, router } from '../../kernel/procedure.ts';
import { ACCOUNT_DISABLED } from '../../people/accounts/accounts.contract.ts';
import { addressKey } from '../../people/accounts/accounts.entity.ts';
import { CODE_WAIT, CODE_WRONG, CodeSent } from '../codes/codes.contract.ts';
import {
  CEREMONY_OVER,
  PASSKEY_REFUSED,
  PASSKEY_UNKNOWN,
  PasskeyCeremonyStarted,
} from '../passkeys/passkeys.contract.ts';
import { type ComparedPassword, comparePassword } from '../passwords/compare-password.ts';
import { PASSWORDS_BUSY } from '../passwords/passwords.contract.ts';
import { type Compared, compareShownPassword } from '../second-factors/compare-password.ts';
import { FACTOR_NOT_OWED } from '../second-factors/second-factors.contract.ts';
import { SESSION_ENDED } from '../sessions/sessions.contract.ts';
import { TICKET_INVALID } from '../sign-in-tickets/sign-in-tickets.contract.ts';
import { demandRefreshToken, refuseDeadToken } from './demand-refresh-token.ts';
import { listFirstFactors } from './list-first-factors.ts';
import { reauthenticateWithCode } from './reauthenticate-with-code.ts';
import { reauthenticateWithPasskey, startPasskeyReauthentication } from './reauthenticate-with-passkey.ts';
import { reauthenticateWithPassword } from './reauthenticate-with-password.ts';
import { reauthenticateWithSecondFactor } from './reauthenticate-with-second-factor.ts';
import {
  PASSWORD_WRONG,
  REFRESH_TOKEN_REQUIRED,
  ReauthenticateWithCodeInput,
  ReauthenticateWithPasskeyInput,
  ReauthenticateWithPasswordInput,
  ReauthenticateWithSecondFactorInput,
  ReauthenticationOptions,
  ReauthenticationOutcome,
} from './reauthentications.contract.ts';
import { requestReauthenticationCode } from './request-reauthentication-code.ts';

const OF_THE_EXCHANGE = [REFRESH_TOKEN_REQUIRED, SESSION_ENDED, ORIGIN_REFUSED] as const;

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
    faults: [CODE_WAIT],
    prepare: (ctx, _input, call) => spendOfAccount(ctx, call, { name: 'requestCode', most: 5 }),
    run: requestReauthenticationCode,
  }),
  withCode: mutation({
    summary: 'Confirms by the mailed code that it is the owner who uses this session.',
    demands: 'signedIn',
    rest: 'POST /reauthentications/code',
    input: ReauthenticateWithCodeInput,
    output: ReauthenticationOutcome,
    faults: [...OF_THE_EXCHANGE, CODE_WRONG, CODE_WAIT],
    ...confirming<ReauthenticateWithCodeInput>({ name: 'withCode', run: reauthenticateWithCode }),
  }),
  withPassword: mutation({
    summary: 'Confirms by the password that it is the owner who uses this session.',
    demands: 'signedIn',
    rest: 'POST /reauthentications/password',
    input: ReauthenticateWithPasswordInput,
    output: ReauthenticationOutcome,
    faults: [...OF_THE_EXCHANGE, PASSWORD_WRONG, CODE_WAIT, PASSWORDS_BUSY],
    ...confirming<ReauthenticateWithPasswordInput, { compared: ComparedPassword }>({
      name: 'withPassword',
      compare: compareOwnPassword,
      run: reauthenticateWithPassword,
    }),
  }),
  startPasskey: mutation({
    summary: 'Begins to confirm by a passkey: answers what the browser asks for one with.',
    demands: 'signedIn',
    rest: 'POST /reauthentications/passkey',
    input: Nothing,
    output: PasskeyCeremonyStarted,
    prepare: (ctx, _input, call) => spendOfAccount(ctx, call, { name: 'startPasskey', most: 60 }),
    run: startPasskeyReauthentication,
  }),
  withPasskey: mutation({
    summary: 'Confirms by a passkey that it is the owner who uses this session.',
    demands: 'signedIn',
    rest: 'POST /reauthentications/passkey/redeem',
    input: ReauthenticateWithPasskeyInput,
    output: ReauthenticationOutcome,
    faults: [...OF_THE_EXCHANGE, CEREMONY_OVER, PASSKEY_REFUSED, PASSKEY_UNKNOWN],
    ...confirming<ReauthenticateWithPasskeyInput>({ name: 'withPasskey', run: reauthenticateWithPasskey }),
  }),
  redeemSecondFactor: mutation({
    summary: 'Shows the second factor that is still owed, and makes the session fresh.',
    demands: 'signedIn',
    rest: 'POST /reauthentications/second-factor',
    input: ReauthenticateWithSecondFactorInput,
    output: ReauthenticationOutcome,
    faults: [
      ...OF_THE_EXCHANGE,
      TICKET_INVALID,
      ACCOUNT_DISABLED,
      FACTOR_NOT_OWED,
      CODE_WRONG,
      CODE_WAIT,
      PASSWORDS_BUSY,
    ],
    ...confirming<ReauthenticateWithSecondFactorInput, Compared>({
      name: 'redeemSecondFactor',
      compare: compareShownPassword,
      run: reauthenticateWithSecondFactor,
    }),
  }),
});

type Shown = { refreshToken?: string | undefined };

/** What exchanges the tokens of the session, and is asked for them before anything else. */
function confirming<Input extends Shown, Prepared extends object = object>(it: {
  name: string;
  compare?: (ctx: Context, input: Input) => Promise<Prepared>;
  run: (ctx: Context, given: Input & Prepared, call: Call) => Promise<ReauthenticationOutcome | Fault>;
}) {
  return {
    async prepare(ctx: Context, input: Input, call: Call) {
      const { isDead } = await demandRefreshToken(ctx, call, input);
      if (isDead) return { isDead };
      await spendOfAccount(ctx, call, { name: it.name, most: 60 });
      return { isDead, ...(await it.compare?.(ctx, input)) };
    },
    run: (ctx: Context, given: Input & { isDead: boolean }, call: Call) =>
      given.isDead
        ? refuseDeadToken(ctx, call, given)
        : it.run(ctx, given as Input & Prepared & typeof given, call),
  };
}

async function compareOwnPassword(ctx: Context, { password }: ReauthenticateWithPasswordInput) {
  const { profile } = accountOf(ctx.actor);
  return { compared: await comparePassword(ctx, { addressKey: addressKey(profile.address), password }) };
}

/** A bound for each account, over all its sessions and networks: a stolen session is not to guess or to flood. */
async function spendOfAccount(
  ctx: Context,
  call: Call,
  bound: { name: string; most: number },
): Promise<object> {
  const { accountId } = accountOf(ctx.actor);
  const limit = { name: 'account', most: bound.most, windowMs: 10 * MINUTE_MS, key: () => accountId };
  await call.spend(`reauthentications.${bound.name}`, [limit], {});
  return {};
}
