import pg from 'pg';
import { onServer } from '../apps/server/src/testing/on-server.ts';
import { fillAccounts, fillEvents, type SignedIn, tokensFor } from './stage/fill-database.ts';
import { atLeast, type Finding } from './stage/finding.ts';
import { inRounds, ratioOf, spreadOf } from './stage/rounds.ts';
import type { Stage } from './stage/stage.ts';
import { startFoyer } from './stage/start-foyer.ts';
import { bytesOf, startLoad } from './stage/start-load.ts';

const ATTEMPTS = 2_000;
const SEATS = 500;
const AT_ONCE = 64;

const UPDATE = `update event set seats_taken = seats_taken + 1 where id = $1 and seats_taken < capacity`;
const UPDATE_AND_INSERT = `
  with seat as (${UPDATE} returning id)
  insert into participation (id, event_id, account_id, state, joined_at, updated_at)
  select gen_random_uuid(), seat.id, $2, 'going', now(), now() from seat`;

/**
 * 2,000 accounts want one of 500 seats, 64 at a time, and whoever is late is refused. The limits do not know of
 * mails, reminders, transitions or a waitlist: one is the conditional UPDATE, the other writes the participation
 * with it, as one statement.
 */
export async function joinContention(stage: Stage): Promise<Finding[]> {
  const databaseUrl = await stage.createDatabase();
  const callers = await fillAccounts(databaseUrl, ATTEMPTS, ATTEMPTS);
  await fillEvents(databaseUrl, { events: 3 * (stage.rounds + 1) }, []);
  await onServer(databaseUrl, `update event set capacity = ${SEATS}, waitlist = 'off'`);
  const { rows } = await onServer(databaseUrl, 'select id from event');
  const eventIds = rows.map(({ id }) => id as string);
  const nextEvent = () => eventIds.pop() as string;
  await using foyer = await startFoyer({ databaseUrl, folder: stage.folder });
  await using load = startLoad();
  const tokens = await tokensFor(foyer.config, callers);
  const requestsFor = (eventId: string) =>
    tokens.map((bearer) =>
      bytesOf({
        method: 'POST',
        target: '/trpc/participations.join',
        bearer,
        body: JSON.stringify({ json: { eventId } }),
      }),
    );
  await using bare = openPool(databaseUrl);

  const measured = await inRounds(stage.rounds, {
    foyer: async () => {
      const eventId = nextEvent();
      const { perSecond, statuses } = await load.put({
        port: foyer.port,
        connections: AT_ONCE,
        requests: requestsFor(eventId),
        eachOnce: true,
      });
      if (statuses['200'] !== SEATS || statuses['409'] !== ATTEMPTS - SEATS)
        throw new Error(`${SEATS} seats were not given to ${SEATS}: ${JSON.stringify(statuses)}`);
      await assertSeats(databaseUrl, eventId, SEATS);
      return perSecond;
    },
    update: async () => {
      const eventId = nextEvent();
      return attempt(callers, () => bare.pool.query({ name: 'update', text: UPDATE, values: [eventId] }));
    },
    updateAndInsert: async () => {
      const eventId = nextEvent();
      return attempt(callers, ({ accountId }) =>
        bare.pool.query({ name: 'with the row', text: UPDATE_AND_INSERT, values: [eventId, accountId] }),
      );
    },
  });

  const figure = (what: string, values: number[]) => ({ what, unit: 'attempts/s', spread: spreadOf(values) });
  const subject = figure('participations.join over /trpc', measured.foyer);
  const ratio = ratioOf(measured.foyer, measured.update);
  return [
    {
      name: 'join-contention',
      ratio,
      subject,
      limit: figure('the conditional UPDATE alone, by pg', measured.update),
      target: atLeast(0.7, ratio),
    },
    {
      name: 'join-contention, with the row',
      ratio: ratioOf(measured.foyer, measured.updateAndInsert),
      subject,
      limit: figure(
        'the conditional UPDATE and the participation, one statement by pg',
        measured.updateAndInsert,
      ),
    },
  ];
}

function openPool(connectionString: string): AsyncDisposable & { pool: pg.Pool } {
  const pool = new pg.Pool({ connectionString, max: AT_ONCE, min: AT_ONCE });
  return { pool, [Symbol.asyncDispose]: () => pool.end() };
}

/** Attempts a second: each caller once, so many at a time, and exactly as many seats given as there are. */
async function attempt(
  callers: readonly SignedIn[],
  take: (caller: SignedIn) => Promise<pg.QueryResult>,
): Promise<number> {
  const waiting = callers.values();
  let seats = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const caller of waiting) {
        const { rowCount } = await take(caller);
        seats += rowCount ?? 0;
      }
    }),
  );
  const tookMs = performance.now() - started;
  if (seats !== SEATS) throw new Error(`${SEATS} seats were given to ${seats}`);
  return (callers.length * 1_000) / tookMs;
}

async function assertSeats(databaseUrl: string, eventId: string, seats: number): Promise<void> {
  const { rows } = await onServer(
    databaseUrl,
    `select seats_taken, (select count(*)::int from participation where event_id = event.id) as going
     from event where id = '${eventId}'`,
  );
  const [{ seats_taken, going }] = rows as [{ seats_taken: number; going: number }];
  if (seats_taken !== seats || going !== seats)
    throw new Error(`${seats} seats were given, but ${seats_taken} are taken by ${going}`);
}
