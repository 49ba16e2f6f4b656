import assert from 'node:assert/strict';
import { fillAccounts, fillEvents, tokensFor } from './stage/fill-database.ts';
import { atLeast, type Finding } from './stage/finding.ts';
import { inRounds, ratioOf, spreadOf } from './stage/rounds.ts';
import type { Stage } from './stage/stage.ts';
import { startBare } from './stage/start-bare.ts';
import { startFoyer } from './stage/start-foyer.ts';
import { allAnswered, bytesOf, startLoad } from './stage/start-load.ts';

const SESSIONS = 50;
const CONNECTIONS = 32;
const ROUND_MS = 3_000;
const SMALL = 1_000;
const LARGE = 100_000;
const INPUT = encodeURIComponent(JSON.stringify({ json: { limit: 20 } }));

/** What `events.list` answers, written by hand: seats taken are a column, kept under the event's lock. */
const STATEMENT = `
  select e.id, e.status, e.name, e.short_description as "shortDescription", e.starts_at as "startsAt",
         e.ends_at as "endsAt", e.starts_at_local as "startsAtLocal", e.ends_at_local as "endsAtLocal",
         e.time_zone as "timeZone", e.location_name as "locationName", e.image, e.capacity,
         e.seats_taken as "seatsTaken", e.join_policy as "joinPolicy", e.waitlist, p.state as mine
  from event e left join participation p on p.event_id = e.id and p.account_id = $1
  where e.status = 'published' and e.ends_at > now() and e.starts_at >= now() - interval '14 days'
  order by e.starts_at, e.id limit 20`;

/** The same for who counts the participants of each event when asked. */
const COUNTING_STATEMENT = STATEMENT.replace(
  'e.seats_taken',
  `(select count(*)::int from participation c where c.event_id = e.id and c.state = 'going')`,
);

/** 20 upcoming events with counts and 'am I in', for somebody who is signed in. */
export async function eventsList(stage: Stage): Promise<Finding[]> {
  const [small, large] = [await openProgramme(stage, SMALL), await openProgramme(stage, LARGE)];
  await using foyerOfSmall = small;
  await using foyerOfLarge = large;
  const { databaseUrl, callers } = foyerOfSmall;
  await using bare = await startBare({ databaseUrl, answers: 'all', statement: STATEMENT });
  await using counting = await startBare({ databaseUrl, answers: 'all', statement: COUNTING_STATEMENT });
  await using load = startLoad();
  const ofBare = callers.map(({ accountId }) => bytesOf({ method: 'GET', target: '/', bearer: accountId }));
  const put = async (port: number, requests: string[]) =>
    allAnswered(await load.put({ port, connections: CONNECTIONS, requests, forMs: ROUND_MS }));
  await assertSameEvents(foyerOfSmall, bare.port);

  const measured = await inRounds(stage.rounds, {
    small: () => put(foyerOfSmall.port, foyerOfSmall.requests),
    bare: () => put(bare.port, ofBare),
    large: () => put(foyerOfLarge.port, foyerOfLarge.requests),
    counting: () => put(counting.port, ofBare),
  });
  const figure = (what: string, values: number[]) => ({ what, unit: 'requests/s', spread: spreadOf(values) });
  const ratio = ratioOf(measured.small, measured.bare);
  const subject = figure('events.list over /trpc, 1,000 events', measured.small);
  const flatness = ratioOf(measured.large, measured.small);
  return [
    {
      name: 'events-list',
      ratio,
      subject,
      limit: figure('bare node:http, seats in a column', measured.bare),
      target: atLeast(1, ratio),
    },
    {
      name: 'events-list, counting',
      ratio: ratioOf(measured.small, measured.counting),
      subject,
      limit: figure('bare node:http, participants counted when asked', measured.counting),
    },
    {
      name: 'events-list, flatness',
      ratio: flatness,
      subject: figure('events.list over /trpc, 100,000 events', measured.large),
      limit: subject,
      target: atLeast(0.9, flatness),
    },
  ];
}

async function openProgramme(stage: Stage, events: number) {
  const databaseUrl = await stage.createDatabase();
  const callers = await fillAccounts(databaseUrl, 1_000, SESSIONS);
  await fillEvents(databaseUrl, { events }, callers);
  const foyer = await startFoyer({ databaseUrl, folder: stage.folder });
  const tokens = await tokensFor(foyer.config, callers);
  const target = `/trpc/events.list?input=${INPUT}`;
  const requests = tokens.map((bearer) => bytesOf({ method: 'GET', target, bearer }));
  return { ...foyer, databaseUrl, callers, tokens, requests };
}

type Shown = { id: string; seatsTaken: number; mine: string | null };

async function assertSameEvents(
  foyer: Awaited<ReturnType<typeof openProgramme>>,
  barePort: number,
): Promise<void> {
  const ask = async (port: number, target: string, bearer: string | undefined) => {
    const headers = { authorization: `Bearer ${bearer}` };
    return (await fetch(`http://127.0.0.1:${port}${target}`, { headers })).json();
  };
  const shown = (rows: Shown[]) => rows.map(({ id, seatsTaken, mine }) => ({ id, seatsTaken, mine }));
  const page = (await ask(foyer.port, `/trpc/events.list?input=${INPUT}`, foyer.tokens[0])) as {
    result: { data: { json: { items: Shown[] } } };
  };
  const rows = (await ask(barePort, '/', foyer.callers[0]?.accountId)) as Shown[];
  assert.equal(rows.length, 20);
  assert.deepEqual(shown(page.result.data.json.items), shown(rows));
}
