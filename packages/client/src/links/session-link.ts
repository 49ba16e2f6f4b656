import type { TRPCLink } from '@trpc/client';
import type { AnyRouter } from '@trpc/server';
import { isFault } from '../foyer-error.ts';
import type { SessionKeeper } from '../session/session-keeper.ts';
import { asLink } from './as-link.ts';
import { contextOf, withHeaders } from './operation-context.ts';

type Wanted = {
  keeper: SessionKeeper;
  ownHeaders: () => Promise<Record<string, string>>;
  apiKey: string | undefined;
};

/** Gives each call the API key, or the access token, renewed when it is about to end or has been refused. */
export function sessionLink({ keeper, ownHeaders, apiKey }: Wanted): TRPCLink<AnyRouter> {
  return asLink(async (operation, next) => {
    const { kind, idempotencyKey } = contextOf(operation);
    const send = async (token: string | null) =>
      next(
        withHeaders(operation, {
          ...(await ownHeaders()),
          ...(token && { authorization: `Bearer ${token}` }),
          ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
        }),
      );
    if (apiKey) return send(apiKey);
    // What signs in, renews or signs out proves itself; it must not wait for the session it is about.
    // What confirms the session holds the lock that a renewal would wait for.
    const isAlone = kind === 'open' || kind === 'confirming';
    const token = isAlone ? await keeper.currentToken() : await keeper.accessToken();
    try {
      return await send(token);
    } catch (error) {
      if (isAlone || token === null || !isFault(error, 'SIGN_IN_REQUIRED')) throw error;
      const better = await keeper.renewRefused(token);
      if (better === token) throw error;
      return send(better);
    }
  });
}
