import { timingSafeEqual } from 'node:crypto';
import { onNews } from '../../kernel/database/announce.ts';
import type { Database } from '../../kernel/database/database.ts';
import { isUnreachable } from '../../kernel/database/is-unreachable.ts';
import { sqlOf, toTexts } from '../../kernel/database/sql-of.ts';
import { sha256 } from '../../kernel/secrets.ts';

type Known = { secretHashes: ReadonlyMap<string, string>; origins: ReadonlySet<string> };

const NOBODY: Known = { secretHashes: new Map(), origins: new Set() };

/** Compared with when there is no such client, so that this takes as long. */
const NO_HASH = sha256('');

export type ClientMemory = {
  isClient(id: string, secret: string): Promise<boolean>;
  /** Whether pages of this origin belong to a client. */
  isOrigin(origin: string): Promise<boolean>;
  forgetAll(): void;
  close(): void;
};

/**
 * The clients that are registered. They are few: all are read at once, and again after any of them was announced to
 * have changed; while announcements do not arrive (`mayRemember` is false) they are read for each call.
 */
export function rememberClients(options: {
  database: Database;
  mayRemember: () => boolean;
  /** Told of every call with a client's secret. */
  onUse?: (clientId: string) => void;
}): ClientMemory {
  let remembered: Promise<Known> | undefined;
  let last = NOBODY;

  function forgetAll(): void {
    remembered = undefined;
  }

  const stopListening = onNews(({ clientId }) => {
    if (clientId !== undefined) forgetAll();
  });

  async function read(): Promise<Known> {
    try {
      last = await readClients(options.database);
    } catch (error) {
      forgetAll();
      // Who was known before may hear that the database is away; nothing else is done for anybody meanwhile.
      if (!isUnreachable(error)) throw error;
    }
    return last;
  }

  function clients(): Promise<Known> {
    if (!options.mayRemember()) return read();
    remembered ??= read();
    return remembered;
  }

  return {
    async isClient(id, secret) {
      const hash = (await clients()).secretHashes.get(id);
      const isRight = timingSafeEqual(Buffer.from(sha256(secret)), Buffer.from(hash ?? NO_HASH));
      if (hash === undefined || !isRight) return false;
      options.onUse?.(id);
      return true;
    },
    isOrigin: async (origin) => (await clients()).origins.has(origin),
    forgetAll,
    close: stopListening,
  };
}

/** Never asked of a replica: it may not have heard yet that a client was disabled. */
async function readClients(database: Database): Promise<Known> {
  const rows = await sqlOf(database.fork())
    .selectFrom('api_client')
    .select(['id', 'secret_hash', 'origins'])
    .where('disabled_at', 'is', null)
    .execute();
  return {
    secretHashes: new Map(rows.map((row) => [row.id, row.secret_hash])),
    origins: new Set(rows.flatMap((row) => toTexts(row.origins))),
  };
}
