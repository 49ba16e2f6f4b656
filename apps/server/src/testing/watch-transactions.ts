import { createRequire } from 'node:module';
import type pgOfOrm from 'pg';

// The ORM may have a driver of its own, and then it is that one which speaks to Postgres.
const require = createRequire(createRequire(import.meta.url).resolve('@mikro-orm/postgresql'));
const pg = require('pg') as typeof pgOfOrm;

/**
 * Hears the transactions of this process, each as its statements in order and without parameters. It must begin
 * before the connections that it is to hear are opened.
 */
export function watchTransactions() {
  const original = pg.Client.prototype.query;
  const open = new WeakMap<pgOfOrm.Client, string[]>();
  const done: string[][] = [];

  function hear(client: pgOfOrm.Client, query: unknown): void {
    const text = typeof query === 'string' ? query : (query as { text?: string } | undefined)?.text;
    if (text === undefined) return;
    // The ORM writes values into its statements.
    const statement = text
      .replaceAll(/'(?:[^']|'')*'/g, '?')
      .replaceAll(/\s+/g, ' ')
      .trim();
    if (/^begin/i.test(statement)) open.set(client, []);
    const transaction = open.get(client);
    transaction?.push(statement);
    if (transaction === undefined || !/^(commit|rollback)$/i.test(statement)) return;
    open.delete(client);
    done.push(transaction);
  }

  pg.Client.prototype.query = function query(this: pgOfOrm.Client, ...parts: unknown[]) {
    hear(this, parts[0]);
    return Reflect.apply(original, this, parts);
  } as typeof original;

  return {
    /** The transactions of a piece of work that have such a statement in them; others may go on beside it. */
    async during(work: () => Promise<unknown>, having: RegExp): Promise<string[][]> {
      const before = done.length;
      await work();
      return done.slice(before).filter((transaction) => transaction.some((one) => having.test(one)));
    },
    stop() {
      pg.Client.prototype.query = original;
    },
  };
}
