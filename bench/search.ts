import assert from 'node:assert/strict';
import { fillAccounts, fillEvents, tokensFor } from './stage/fill-database.ts';
import { atLeast, type Finding } from './stage/finding.ts';
import { inRounds, ratioOf, spreadOf } from './stage/rounds.ts';
import type { Stage } from './stage/stage.ts';
import { startBare } from './stage/start-bare.ts';
import { startFoyer } from './stage/start-foyer.ts';
import { allAnswered, bytesOf, startLoad } from './stage/start-load.ts';

const EVENTS = 50_000;
const SESSIONS = 50;
const CONNECTIONS = 32;
const ROUND_MS = 3_000;
/** Of 50,000 events, eleven have the number that is typed: the number itself, and what begins with it. */
const TYPED = 'music 4242';
const MISTYPED = 'muisc 4242';

const BARE = `
  select e.id, e.status, e.name, e.short_description as "shortDescription", e.starts_at as "startsAt",
         e.ends_at as "endsAt", e.starts_at_local as "startsAtLocal", e.ends_at_local as "endsAtLocal",
         e.time_zone as "timeZone", e.location_name as "locationName", e.image, e.capacity,
         e.seats_taken as "seatsTaken", e.join_policy as "joinPolicy", e.waitlist, p.state as mine
  from event_search s join event e on e.id = s.event_id
    left join participation p on p.event_id = e.id and p.account_id = $1
  where s.vector @@ to_tsquery('simple', 'music & 4242:*') and e.status = 'published' and e.ends_at > now()
  order by ts_rank_cd(s.vector, to_tsquery('simple', 'music & 4242:*')) desc, e.starts_at limit 20`;

/** Words among 50,000 events: as they are, and with a typing error. */
export async function search(stage: Stage): Promise<Finding[]> {
  const databaseUrl = await stage.createDatabase();
  const callers = await fillAccounts(databaseUrl, 1_000, SESSIONS);
  await fillEvents(databaseUrl, { events: EVENTS, isSearched: true }, callers);
  await using foyer = await startFoyer({ databaseUrl, folder: stage.folder });
  await using bare = await startBare({ databaseUrl, answers: 'all', statement: BARE });
  await using load = startLoad();
  const tokens = await tokensFor(foyer.config, callers);
  const asking = (query: string) => {
    const target = `/trpc/events.search?input=${encodeURIComponent(JSON.stringify({ json: { query } }))}`;
    return tokens.map((bearer) => bytesOf({ method: 'GET', target, bearer }));
  };
  for (const query of [TYPED, MISTYPED]) {
    const input = encodeURIComponent(JSON.stringify({ json: { query } }));
    const answer = await fetch(`http://127.0.0.1:${foyer.port}/trpc/events.search?input=${input}`);
    const { result } = (await answer.json()) as { result: { data: { json: { items: { name: string }[] } } } };
    assert.match(result.data.json.items[0]?.name ?? '', /number 4242/, `${query} finds it`);
  }
  const ofBare = callers.map(({ accountId }) => bytesOf({ method: 'GET', target: '/', bearer: accountId }));
  const put = async (port: number, requests: string[]) =>
    allAnswered(await load.put({ port, connections: CONNECTIONS, requests, forMs: ROUND_MS }));
  const measured = await inRounds(stage.rounds, {
    typed: () => put(foyer.port, asking(TYPED)),
    bare: () => put(bare.port, ofBare),
    mistyped: () => put(foyer.port, asking(MISTYPED)),
  });
  const figure = (what: string, values: number[]) => ({ what, unit: 'requests/s', spread: spreadOf(values) });
  const ratio = ratioOf(measured.typed, measured.bare);
  const limit = figure('bare node:http, one full-text query', measured.bare);
  return [
    {
      name: 'search',
      ratio,
      subject: figure('events.search over /trpc, 50,000 events', measured.typed),
      limit,
      target: atLeast(0.6, ratio),
    },
    {
      name: 'search, mistyped',
      ratio: ratioOf(measured.mistyped, measured.bare),
      subject: figure('the same with a typing error', measured.mistyped),
      limit,
    },
  ];
}
