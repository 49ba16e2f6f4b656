import type { Call } from '../../kernel/call.ts';
import type { Context } from '../../kernel/context.ts';
import { Fault } from '../../kernel/fault.ts';
import { answerTokens } from './answer-tokens.ts';
import { exchangeRefreshToken } from './exchange-refresh-token.ts';
import type { RefreshSessionInput, SessionTokens } from './sessions.contract.ts';

/** Open to everybody: the token is the proof. */
export async function refreshSession(
  ctx: Context,
  input: RefreshSessionInput,
  call: Call,
): Promise<SessionTokens | Fault> {
  const held = await exchangeRefreshToken(ctx, call, input);
  return held instanceof Fault ? held : answerTokens(ctx, call, held);
}
