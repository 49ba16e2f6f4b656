import { TransactionContext } from '@mikro-orm/core';
import type { EntityManager } from './entity-manager.ts';
import { aheadOf } from './send-ahead.ts';

/** One of more rows is waited for: while many such are made in one turn, nobody else has one. Values do not count. */
const LONGEST = 50_000;

const done = new WeakSet<EntityManager>();

/** Of what this unit of work still has to write nobody will ask anything: it goes out with the commit. */
export function writeAheadOfCommit(em: EntityManager): void {
  done.add(em);
}

/** Its transaction has ended. What it began, such as a timer, is still taken for a part of it, and asks outside of one. */
export function waitAgain(em: EntityManager): void {
  done.delete(em);
}

/** For `onQuery`: what the unit of work of this very transaction writes, marked to go ahead once it may. */
export function markAhead(sql: string): string {
  const em = TransactionContext.getEntityManager() as EntityManager | undefined;
  const mayGo = em !== undefined && done.has(em) && sql.length < LONGEST;
  return mayGo && /^(insert|update|delete) /.test(sql) && !/ returning /.test(sql) ? aheadOf(sql) : sql;
}
