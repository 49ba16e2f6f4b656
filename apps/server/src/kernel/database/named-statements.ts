import { createHash } from 'node:crypto';
import pg, { type ClientBase } from 'pg';
import { aroundQuery } from './around-query.ts';

/** So many different statements a connection keeps prepared; further ones are sent unprepared. */
const MOST_STATEMENTS = 500;

/** What `pg` makes of a parameter; its types do not tell of it. */
const { prepareValue } = (pg as unknown as { utils: { prepareValue(value: unknown): unknown } }).utils;

const names = new Map<string, string>();

/**
 * Prepares every statement with parameters once a connection, by a name made from its text:
 * Postgres then parses and plans it once, which is worth more than half of a small read.
 */
export function nameStatements(client: ClientBase): void {
  aroundQuery(client, (ask, parts) => {
    const [text, values, ...rest] = parts;
    if (typeof text !== 'string' || !Array.isArray(values) || values.length === 0) return ask(...parts);
    // A parameter of which nothing can be made fails here, before anything is sent: `pg` would find that in the middle,
    // close the statement, and go on to take it for prepared.
    const made = values.map((value) => prepareValue(value));
    const name = nameOf(text);
    return name === undefined ? ask(text, made, ...rest) : ask({ name, text, values: made }, ...rest);
  });
}

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST_STATEMENTS) return known;
  const name = `foyer_${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`;
  names.set(text, name);
  return name;
}
