import type { ClientBase, QueryResult } from 'pg';
import { aroundQuery } from './around-query.ts';

/** Where a statement has failed, Postgres rolls back what is to be committed, and says so in one word: here it fails. */
export function refuseEmptyCommits(client: ClientBase): void {
  aroundQuery(client, (ask, parts) => {
    const asked = ask(...parts);
    return parts[0] === 'commit' && typeof parts.at(-1) !== 'function' ? asked.then(refuseEmpty) : asked;
  });
}

function refuseEmpty(result: QueryResult): QueryResult {
  if (result.command === 'COMMIT') return result;
  throw new Error('Nothing was committed: a statement of the transaction had failed.');
}
