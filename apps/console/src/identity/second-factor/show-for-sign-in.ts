import type { SecondFactorStep, SignInOutcome } from '@foyer/client';
import { completeSignInWithPasskey } from '@foyer/client/passkeys';
import { foyer } from '../../client/foyer.ts';
import type { ShowFactor } from './second-factor-form.tsx';

/** A second factor that ends a sign-in. */
export function showForSignIn(
  { ticket }: SecondFactorStep,
  goOn: (outcome: SignInOutcome) => Promise<void>,
): ShowFactor {
  return {
    typed: async (kind, code) => goOn(await foyer.secondFactors.redeem({ ticket, kind, code })),
    passkey: async () => goOn(await completeSignInWithPasskey(foyer, { ticket })),
  };
}
