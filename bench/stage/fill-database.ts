import { signAccessToken } from '../../apps/server/src/identity/sessions/access-token.ts';
import type { Config } from '../../apps/server/src/kernel/config.ts';
import { onServer } from '../../apps/server/src/testing/on-server.ts';

export type SignedIn = { accountId: string; sessionId: string };

/** So many accounts, and a session for some of them. */
export async function fillAccounts(url: string, accounts: number, sessions: number): Promise<SignedIn[]> {
  await onServer(
    url,
    `insert into account (id, address, address_key, address_verified_at, full_name, created_at, updated_at)
     select gen_random_uuid(), 'person' || n || '@example.org', 'person' || n || '@example.org', now(),
            'Person ' || n, now(), now()
     from generate_series(1, ${accounts}) n`,
  );
  const { rows } = await onServer(
    url,
    `insert into session (id, account_id, created_at, authenticated_at, last_used_at, expires_at, factors, ip_address, user_agent)
     select gen_random_uuid(), id, now(), now(), now(), now() + interval '1 day', '["mail-code"]', '127.0.0.1', 'benchmark'
     from (select id from account order by address_key limit ${sessions}) chosen
     returning account_id as "accountId", id as "sessionId"`,
  );
  await onServer(url, 'vacuum analyze account, session');
  return rows as SignedIn[];
}

/**
 * An upcoming event every ten minutes, and the callers in every second of the first forty. What events are searched by
 * takes long to write for so many: it is left out where nobody searches.
 */
export async function fillEvents(
  url: string,
  { events, isSearched = false }: { events: number; isSearched?: boolean },
  callers: readonly SignedIn[],
): Promise<void> {
  if (!isSearched) await onServer(url, 'alter table event disable trigger event_search_kept');
  await onServer(
    url,
    `insert into event (id, status, name, short_description, description, starts_at_local, ends_at_local,
                        time_zone, starts_at, ends_at, location_name, image, capacity, seats_taken,
                        created_at, updated_at)
     select gen_random_uuid(), 'published', 'An evening of music, number ' || n,
            'Three quartets, a break with bread and wine, and the trio that everybody asks for.',
            repeat('What is played, by whom and why it is worth an evening. ', 20),
            to_char(starts at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI'),
            to_char((starts + interval '2 hours') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI'),
            'UTC', starts, starts + interval '2 hours', 'Town hall', '{"id":"019f0000-0000-7000-8000-000000000000","alt":"","width":640,"height":360,"placeholder":"data:,","variants":[{"key":"images/019f0000-0000-7000-8000-000000000000/0123456789abcdef-640.webp","width":640,"height":360,"type":"image/webp"}]}'::jsonb, 200, 0, now(), now()
     from (select n, date_trunc('minute', now()) + interval '1 hour' + n * interval '10 minutes' as starts
           from generate_series(1, ${events}) n) planned`,
  );
  const ids = callers.map(({ accountId }) => accountId).join(', ');
  await onServer(
    url,
    `insert into participation (id, event_id, account_id, state, joined_at, updated_at)
     select gen_random_uuid(), first.id, account.id, 'going', now(), now()
     from (select id, row_number() over (order by starts_at) as place from event order by starts_at limit 40) first,
          account
     where account.id = any ('{${ids}}') and place % 2 = 0`,
  );
  await onServer(
    url,
    `update event set seats_taken = taken from
       (select event_id, count(*) as taken from participation group by event_id) counted
     where event.id = event_id`,
  );
  await onServer(url, 'vacuum analyze event, participation, event_search, event_search_word');
}

/** An access token for each, as the server signs them. */
export async function tokensFor(config: Config, callers: readonly SignedIn[]): Promise<string[]> {
  const now = new Date();
  const signed = callers.map((caller) => signAccessToken(config, { ...caller, renewedAt: now }, now));
  return (await Promise.all(signed)).map(({ token }) => token);
}
