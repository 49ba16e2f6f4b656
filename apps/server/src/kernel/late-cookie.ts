import type { Call } from './call.ts';
import type { Context } from './context.ts';
import { afterCommit } from './database/announce.ts';
import type { EntityManager } from './database/entity-manager.ts';

export type LateCookie = { token: string; expiresAt: Date };

const written = new WeakMap<EntityManager, LateCookie>();

/**
 * Gives a browser its refresh token with the answer, once the open transaction has been committed: a token that was not
 * kept would take the place of one that is good.
 */
export function writeCookieLate(ctx: Context, call: Call, cookie: LateCookie): void {
  written.set(ctx.em, cookie);
  afterCommit(ctx.em, () => call.refreshCookie.write(cookie.token, cookie.expiresAt));
}

/** What this transaction gives a browser, so that whoever asks again gets it too. */
export function lateCookieOf(em: EntityManager): LateCookie | undefined {
  return written.get(em);
}
