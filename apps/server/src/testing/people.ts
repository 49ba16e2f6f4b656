import { hash } from '@node-rs/argon2';
import pg from 'pg';
import { signAccessToken } from '../identity/sessions/access-token.ts';
import { firstRefreshToken } from '../identity/sessions/refresh-token.ts';
import { after, DAY_MS } from '../kernel/clock.ts';
import type { Config } from '../kernel/config.ts';
import { newId } from '../kernel/ids.ts';

export type Person = {
  accountId: string;
  sessionId: string;
  address: string;
  token: string;
  refreshToken: string;
};

type Role = 'member' | 'staff' | 'superuser';

/**
 * So many verified accounts, each signed in: rows and tokens as the ways in leave them, for tests whose subject is
 * what comes after.
 */
export async function makePeople(
  server: { config: Config; databaseUrl: string; now?: Date },
  count: number,
  role: Role = 'member',
): Promise<Person[]> {
  const now = server.now ?? new Date();
  const people = Array.from({ length: count }, () => {
    const accountId = newId();
    const { token: refreshToken, hash } = firstRefreshToken();
    return { accountId, sessionId: newId(), address: `${role}-${accountId}@example.org`, refreshToken, hash };
  });
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  try {
    await client.query(
      `insert into account (id, address, address_key, address_verified_at, full_name, role, created_at, updated_at)
       select id, address, address, $2, 'Person ' || n, $3, $2, $2
       from unnest($1::uuid[], $4::text[]) with ordinality as t (id, address, n)`,
      [people.map((one) => one.accountId), now, role, people.map((one) => one.address)],
    );
    await client.query(
      `insert into session (id, account_id, created_at, authenticated_at, last_used_at, expires_at, factors, ip_address, user_agent)
       select id, account_id, $3, $3, $3, $4, '["mail-code"]', '127.0.0.1', 'test' from unnest($1::uuid[], $2::uuid[]) as t (id, account_id)`,
      [
        people.map((one) => one.sessionId),
        people.map((one) => one.accountId),
        now,
        after(now, server.config.SESSION_LIFETIME_DAYS * DAY_MS),
      ],
    );
    await client.query(
      `insert into refresh_token (hash, session_id, issued_at)
       select hash, session_id, $3 from unnest($1::text[], $2::uuid[]) as t (hash, session_id)`,
      [people.map((one) => one.hash), people.map((one) => one.sessionId), now],
    );
  } finally {
    await client.end();
  }
  return Promise.all(people.map(({ hash: _, ...one }) => withToken(server.config, one, now)));
}

export async function makePerson(
  server: { config: Config; databaseUrl: string; now?: Date },
  role: Role = 'member',
): Promise<Person> {
  const [person] = await makePeople(server, 1, role);
  return person as Person;
}

/** Gives somebody a password, as setting one leaves it. */
export async function givePassword(
  server: { databaseUrl: string },
  accountId: string,
  password: string,
): Promise<void> {
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  try {
    await client.query('insert into password (account_id, hash, changed_at) values ($1, $2, now())', [
      accountId,
      await hash(password),
    ]);
  } finally {
    await client.end();
  }
}

/** Another access token of the same session, for when the clock has been moved past the first one's end. */
export async function renewToken(
  server: { config: Config; clock: { now(): Date } },
  person: Person,
): Promise<Person> {
  return withToken(server.config, person, server.clock.now());
}

async function withToken(config: Config, person: Omit<Person, 'token'>, now: Date): Promise<Person> {
  const { token } = await signAccessToken(config, { ...person, renewedAt: now }, now);
  return { ...person, token };
}
