import type { ClientBase, QueryResult } from 'pg';

type Ask = (...parts: unknown[]) => Promise<QueryResult>;

/** Puts something around whatever is asked of a connection: the last that was put there hears of it first. */
export function aroundQuery(client: ClientBase, around: (ask: Ask, parts: unknown[]) => unknown): void {
  const ask = client.query.bind(client) as unknown as Ask;
  client.query = ((...parts: unknown[]) => around(ask, parts)) as typeof client.query;
}
