import type { Call } from '../../kernel/call.ts';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { addressKey } from '../../people/accounts/accounts.entity.ts';
import { limitTries } from '../codes/limit-tries.ts';
import {
  acceptPassword,
  type ComparedPassword,
  comparePassword,
  passwordTriesKey,
} from '../passwords/compare-password.ts';
import type { SignInOutcome } from '../sign-in-tickets/sign-in-tickets.contract.ts';
import { passFirstFactor } from './pass-first-factor.ts';
import { CREDENTIALS_WAIT, CREDENTIALS_WRONG, type SignInWithPasswordInput } from './sign-ins.contract.ts';

type Compared = { compared: ComparedPassword };

/** Before the transaction: what takes long. */
export async function compareCredentials(ctx: Context, input: SignInWithPasswordInput): Promise<Compared> {
  const key = addressKey(input.address);
  return { compared: await comparePassword(ctx, { addressKey: key, password: input.password }) };
}

/** Open to everybody: the password is the proof. One refusal for a wrong one, and for an address that has none. */
export async function signInWithPassword(
  ctx: Context,
  input: SignInWithPasswordInput & Compared,
  call: Call,
): Promise<SignInOutcome | Fault> {
  const account = await limitTries(ctx, {
    key: passwordTriesKey(addressKey(input.address)),
    wrong: CREDENTIALS_WRONG,
    wait: CREDENTIALS_WAIT,
    attempt: () => acceptPassword(ctx, input.compared),
  });
  if (account instanceof Fault) return account;
  const { deliver } = input;
  return passFirstFactor(ctx, call, { account, isHeld: true, firstFactor: 'password', deliver });
}
