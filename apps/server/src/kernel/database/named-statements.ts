import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';

/** So many different statements a connection keeps prepared; further ones are sent unprepared. */
const MOST_STATEMENTS = 500;

const names = new Map<string, string>();

/**
 * Prepares every statement with parameters once a connection, by a name made from its text:
 * Postgres then parses and plans it once, which is worth more than half of a small read.
 */
export function nameStatements(client: ClientBase): void {
  const query = client.query.bind(client) as (...parts: unknown[]) => unknown;
  client.query = ((text: unknown, values: unknown, ...rest: unknown[]) => {
    if (typeof text !== 'string' || !Array.isArray(values) || values.length === 0)
      return query(text, values, ...rest);
    const name = nameOf(text);
    return name === undefined ? query(text, values, ...rest) : query({ name, text, values }, ...rest);
  }) as typeof client.query;
}

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST_STATEMENTS) return known;
  const name = `foyer_${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`;
  names.set(text, name);
  return name;
}
