import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { AccountActor, Actor, Device } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Config } from '../../kernel/config.ts';
import { type News, onNews } from '../../kernel/database/announce.ts';
import type { Database } from '../../kernel/database/database.ts';
import { sqlOf, toInstant } from '../../kernel/database/sql-of.ts';
import { SIGN_IN_REQUIRED } from '../../kernel/fault.contract.ts';
import { Fault } from '../../kernel/fault.ts';
import { verifyAccessToken } from './access-token.ts';

const MOST_REMEMBERED = 100_000;

/** So many announcements are kept apart; beyond them everything is forgotten at once. */
const MOST_NEWS = 20_000;

type Remembered = { actor: Omit<AccountActor, 'device'>; expiresAtMs: number; asOf: number };

export type SessionMemory = {
  identify(accessToken: string, device: Device, how?: { anew: boolean }): Promise<Actor>;
  /** Forgets everything: something may have happened that was not heard. */
  forgetAll(): void;
  close(): void;
};

/**
 * Who holds an access token. Its signature and its session are checked once a process, then remembered by the
 * token's hash until it ends. What ends earlier is announced and forgotten; while announcements do not
 * arrive (`mayRemember` is false) nothing is believed from memory.
 */
export function rememberSessions(options: {
  config: Config;
  clock: Clock;
  database: Database;
  mayRemember: () => boolean;
}): SessionMemory {
  const { config, clock, database } = options;
  const byToken = new LRUCache<string, Remembered>({ max: MOST_REMEMBERED });
  /** When, in announcements heard, each session or account last changed. */
  const changed = new Map<string, number>();
  let heard = 0;
  let forgotten = 0;

  function forgetAll(): void {
    forgotten++;
    byToken.clear();
    changed.clear();
  }

  const stopListening = onNews((news: News) => {
    if (changed.size >= MOST_NEWS) forgetAll();
    heard++;
    for (const id of [news.sessionId, news.accountId]) if (id !== undefined) changed.set(id, heard);
  });

  /** Whether nothing was announced since that would make it untrue. A lookup counts from when it began. */
  function isTrue({ actor, asOf }: Remembered): boolean {
    return (changed.get(actor.sessionId) ?? 0) <= asOf && (changed.get(actor.accountId) ?? 0) <= asOf;
  }

  async function lookUp(accessToken: string, key: string): Promise<Remembered | undefined> {
    const began = { heard, forgotten };
    const now = clock.now();
    const claims = await verifyAccessToken(config, accessToken, now);
    if (claims === undefined) return undefined;
    const row = await sessionRow(database, claims.sessionId);
    if (row === undefined || row.account_id !== claims.accountId) return undefined;
    if (row.ended_at !== null || row.disabled_at !== null || toInstant(row.expires_at) <= now)
      return undefined;
    const found = { actor: actorOf(row), expiresAtMs: claims.expiresAt.getTime(), asOf: began.heard };
    if (options.mayRemember() && began.forgotten === forgotten) byToken.set(key, found);
    return found;
  }

  return {
    async identify(accessToken, device, { anew } = { anew: false }) {
      const key = hash('sha256', accessToken, 'base64url');
      const known = options.mayRemember() && !anew ? byToken.get(key) : undefined;
      const found = known !== undefined && isTrue(known) ? known : await lookUp(accessToken, key);
      if (found === undefined || found.expiresAtMs <= clock.now().getTime())
        throw new Fault(SIGN_IN_REQUIRED);
      return { ...found.actor, device };
    },
    forgetAll,
    close: stopListening,
  };
}

type Row = Awaited<ReturnType<typeof sessionRow>>;

/** Never asked of a replica: it may not have heard yet that the session is over. */
async function sessionRow(database: Database, sessionId: string) {
  return sqlOf(database.fork())
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account_id')
    .select([
      'session.id',
      'session.account_id',
      'session.ended_at',
      'session.expires_at',
      'session.authenticated_at',
      'account.disabled_at',
      'account.address',
      'account.address_verified_at',
      'account.full_name',
      'account.locale',
      'account.organisation',
      'account.about',
      'account.time_zone',
      'account.role',
      'account.created_at',
    ])
    .where('session.id', '=', sessionId)
    .executeTakeFirst();
}

function actorOf(row: NonNullable<Row>): Omit<AccountActor, 'device'> {
  return {
    kind: 'account',
    accountId: row.account_id,
    sessionId: row.id,
    role: row.role,
    isVerified: row.address_verified_at !== null,
    authenticatedAt: toInstant(row.authenticated_at),
    profile: {
      address: row.address,
      fullName: row.full_name,
      locale: row.locale,
      organisation: row.organisation,
      about: row.about,
      timeZone: row.time_zone,
      createdAt: toInstant(row.created_at),
    },
  };
}
