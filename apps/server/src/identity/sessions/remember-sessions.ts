import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Actor, Device } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Config } from '../../kernel/config.ts';
import { type News, onNews } from '../../kernel/database/announce.ts';
import type { Database } from '../../kernel/database/database.ts';
import { SIGN_IN_REQUIRED } from '../../kernel/fault.contract.ts';
import { Fault } from '../../kernel/fault.ts';
import { findKeyHolder } from '../api-keys/find-key-holder.ts';
import { isKeyText } from '../api-keys/key-text.ts';
import { findSessionHolder } from './find-session-holder.ts';
import type { TokenHolder } from './token-holder.ts';

const MOST_REMEMBERED = 100_000;

/** So many announcements are kept apart; beyond them everything is forgotten at once. */
const MOST_NEWS = 20_000;

type Remembered = TokenHolder & { asOf: number };

export type SessionMemory = {
  /** Who holds an access token, or an API key. */
  identify(token: string, device: Device, how?: { anew: boolean }): Promise<Actor> | Actor;
  /** Forgets everything: something may have happened that was not heard. */
  forgetAll(): void;
  close(): void;
};

/**
 * Who holds an access token or an API key. Its signature and its session, or the key itself, are checked once a
 * process, then remembered by the token's hash until it ends. What ends earlier is announced and forgotten; while
 * announcements do not arrive (`mayRemember` is false) nothing is believed from memory.
 */
export function rememberSessions(options: {
  config: Config;
  clock: Clock;
  database: Database;
  mayRemember: () => boolean;
  /** Told of every call with an API key. */
  onKeyUse?: (keyId: string) => void;
}): SessionMemory {
  const { clock } = options;
  const byToken = new LRUCache<string, Remembered>({ max: MOST_REMEMBERED });
  /** When, in announcements heard, each session, key or account last changed. */
  const changed = new Map<string, number>();
  let heard = 0;
  let forgotten = 0;

  function forgetAll(): void {
    forgotten++;
    byToken.clear();
    changed.clear();
  }

  const stopListening = onNews(({ sessionId, apiKeyId, accountId, allSessionsEnded }: News) => {
    if (allSessionsEnded || changed.size >= MOST_NEWS) forgetAll();
    heard++;
    for (const id of [sessionId, apiKeyId, accountId]) if (id !== undefined) changed.set(id, heard);
  });

  /** Whether nothing was announced since that would make it untrue. A lookup counts from when it began. */
  function isTrue({ actor, asOf }: Remembered): boolean {
    return (changed.get(actor.sessionId) ?? 0) <= asOf && (changed.get(actor.accountId) ?? 0) <= asOf;
  }

  async function lookUp(token: string, key: string): Promise<TokenHolder | undefined> {
    const began = { heard, forgotten };
    const find = isKeyText(token) ? findKeyHolder : findSessionHolder;
    const holder = await find(options, token, clock.now());
    if (holder !== undefined && options.mayRemember() && began.forgotten === forgotten)
      byToken.set(key, { ...holder, asOf: began.heard });
    return holder;
  }

  function actorOf(found: TokenHolder | undefined, device: Device): Actor {
    if (found === undefined || found.expiresAtMs <= clock.now().getTime()) throw new Fault(SIGN_IN_REQUIRED);
    if (found.actor.scopes !== null) options.onKeyUse?.(found.actor.sessionId);
    return { ...found.actor, device };
  }

  return {
    identify(token, device, { anew } = { anew: false }) {
      const key = hash('sha256', token, 'base64url');
      const known = options.mayRemember() && !anew ? byToken.get(key) : undefined;
      if (known !== undefined && isTrue(known)) return actorOf(known, device);
      return lookUp(token, key).then((found) => actorOf(found, device));
    },
    forgetAll,
    close: stopListening,
  };
}
