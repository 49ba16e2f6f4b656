import type { ClientBase, QueryResult } from 'pg';

/** Where a statement has failed, Postgres rolls back what is to be committed, and says so in one word: here it fails. */
export function refuseEmptyCommits(client: ClientBase): void {
  const query = client.query.bind(client) as unknown as (...parts: unknown[]) => Promise<QueryResult>;
  client.query = ((...parts: unknown[]) => {
    const asked = query(...parts);
    return parts[0] === 'commit' && typeof parts.at(-1) !== 'function' ? asked.then(refuseEmpty) : asked;
  }) as typeof client.query;
}

function refuseEmpty(result: QueryResult): QueryResult {
  if (result.command === 'COMMIT') return result;
  throw new Error('Nothing was committed: a statement of the transaction had failed.');
}
