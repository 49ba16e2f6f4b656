import type { Context } from '../../kernel/context.ts';
import { seal, unseal } from '../../kernel/seal.ts';
import type { OneTimeCodeRow } from '../codes/codes.entity.ts';

const purpose = 'password of a registration';

/**
 * The hash of a password as it travels in a code's intent: readable for nobody, and of use for this one address.
 * Until the code is redeemed it is nobody's password.
 */
export function sealIntendedPassword(ctx: Context, addressKey: string, hash: string | null): string | null {
  return hash === null ? null : seal(ctx.config, hash, { purpose, belongsTo: addressKey });
}

export function openIntendedPassword(ctx: Context, code: OneTimeCodeRow): string | null {
  const sealed = code.intent.password;
  return typeof sealed === 'string'
    ? unseal(ctx.config, sealed, { purpose, belongsTo: code.addressKey })
    : null;
}
