import { decodeBase32IgnorePadding, encodeBase32NoPadding } from '@oslojs/encoding';
import { createTOTPKeyURI, verifyHOTP } from '@oslojs/otp';
import { SECOND_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { seal, unseal } from '../../kernel/seal.ts';
import { randomBytes } from '../../kernel/secrets.ts';
import type { AccountRow } from '../../people/accounts/accounts.entity.ts';
import type { TotpStart } from './second-factors.contract.ts';
import type { SecondFactorRow } from './second-factors.entity.ts';

// What every authenticator app understands: SHA-1, six digits, 30 seconds (RFC 6238).
const DIGITS = 6;
const STEP_SECONDS = 30;
const SEED_BYTES = 20;
/** Steps that a phone's clock may be off, either way. */
const GRACE_STEPS = 1;

const sealedFor = (factorId: string) => ({ purpose: 'totp seed', belongsTo: factorId });

/** A new seed: as it is kept, and as the app takes it. */
export function makeSeed(
  ctx: Context,
  of: { factorId: string; account: AccountRow },
): TotpStart & { sealed: string } {
  const seed = randomBytes(SEED_BYTES);
  const secret = encodeBase32NoPadding(seed);
  const issuer = new URL(ctx.config.PUBLIC_URL).host;
  return {
    secret,
    uri: createTOTPKeyURI(issuer, of.account.address, seed, STEP_SECONDS, DIGITS),
    sealed: seal(ctx.config, secret, sealedFor(of.factorId)),
  };
}

/**
 * Takes the digits of a step that is due now, or was or will be half a minute from now, and no step twice, nor one
 * before it (RFC 6238, 5.2). Whoever calls must stand in line with all others who try for this account.
 */
export function takeTotpStep(ctx: Context, factor: SecondFactorRow, code: string): boolean {
  const seed = decodeBase32IgnorePadding(unseal(ctx.config, factor.secret ?? '', sealedFor(factor.id)));
  const now = Math.floor(ctx.clock.now().getTime() / SECOND_MS / STEP_SECONDS);
  for (let step = now - GRACE_STEPS; step <= now + GRACE_STEPS; step++) {
    if (!verifyHOTP(seed, BigInt(step), DIGITS, code)) continue;
    // Two steps may have the same digits: the one that was taken does not stand in the way of the other.
    if (factor.lastStep !== null && factor.lastStep !== undefined && step <= factor.lastStep) continue;
    factor.lastStep = step;
    return true;
  }
  return false;
}
