import pg from 'pg';
import { after, createClock, HOUR_MS } from '../apps/server/src/kernel/clock.ts';
import type { Context } from '../apps/server/src/kernel/context.ts';
import { transactional } from '../apps/server/src/kernel/database/transaction.ts';
import { createLog } from '../apps/server/src/kernel/log.ts';
import { createAnnouncement } from '../apps/server/src/programme/announcements/create-announcement.ts';
import { scheduleEverybody } from '../apps/server/src/programme/reminders/schedule-everybody.ts';
import { openInstallation } from '../apps/server/src/roles/installation.ts';
import { onServer } from '../apps/server/src/testing/on-server.ts';
import { atLeast, atMostRatio, type Finding } from './stage/finding.ts';
import { inRounds, ratioOf, spreadOf } from './stage/rounds.ts';
import type { Stage } from './stage/stage.ts';
import { floodSink, type Sink, startSink } from './stage/start-sink.ts';
import { startWorker, workerConfig } from './stage/start-worker.ts';

const PEOPLE = 100_000;
const CONNECTIONS = 20;
/** Of each drain so many are timed, after the first: all of them, in every round, would take an hour. */
const TIMED = 4_000;
const WARMING = 500;

const KEYS = `'reminder:' || participation.id`;
const BARE = `
  insert into delivery (id, send_key, kind, lane, recipient, account_id, about_id, locale, payload, state, due_at,
                        next_try_at, tries, message_id, created_at)
  select gen_random_uuid(), ${KEYS}, 'event-reminder', 'bulk', account.address, account.id, participation.id,
         account.locale, jsonb_build_object('participationId', participation.id), 'pending', now(), now(), 0,
         '<' || participation.id || '@example.org>', now()
  from participation join account on account.id = participation.account_id
  where participation.event_id = $1 and participation.state = 'going' and account.disabled_at is null
  on conflict (send_key) do nothing`;
/** What people are told within the product besides. */
const BARE_NOTICES = `
  insert into notification (id, account_id, key, kind, topic, event_id, params, created_at)
  select gen_random_uuid(), participation.account_id, ${KEYS}, 'announcement', 'announcements', participation.event_id,
         jsonb_build_object('participationId', participation.id), now()
  from participation join account on account.id = participation.account_id
  where participation.event_id = $1 and participation.state = 'going' and account.disabled_at is null
  on conflict (account_id, key) do nothing`;

/**
 * 100,000 people with a seat at one event are written to, and reminded. What is posted at once, mails and notices, is posted
 * against the same INSERT … SELECTs by pg with nothing around them. The drain is one worker, against what the relay takes from a client that writes the same
 * bytes over as many connections, in the same run.
 */
export async function reminders(stage: Stage): Promise<Finding[]> {
  const databaseUrl = await stage.createDatabase();
  const eventId = await fill(databaseUrl);
  await using sink = await startSink();
  const words = { subject: 'Bring a mug', body: 'There is tea.' };
  const announcement = await measureFanOut(stage, {
    name: 'announcements, fan-out',
    databaseUrl,
    eventId,
    bare: [BARE, BARE_NOTICES],
    post: (ctx) => createAnnouncement(ctx, { eventId, ...words, states: ['going'], checkedIn: 'any' }),
  });
  // The last, because what it posts is drained after it.
  const fanOut = await measureFanOut(stage, {
    name: 'reminders, fan-out',
    databaseUrl,
    eventId,
    bare: [BARE],
    // For later, as reminders are: their notices are then kept one by one, each when it is due.
    post: (ctx) =>
      scheduleEverybody(ctx, eventId, { keyEnd: ':1440', dueAt: after(ctx.clock.now(), HOUR_MS) }),
  });
  const message = Buffer.from(
    `Subject: An evening\r\n\r\n${'Words of a reminder, as long as one is with its html. \r\n'.repeat(250)}`,
  );
  const drain = await inRounds(Math.min(stage.rounds, 3), {
    foyer: () => drainOnce(stage, { databaseUrl, sink }),
    sink: () => floodSink(sink.port, { mails: TIMED, connections: CONNECTIONS, message }),
  });
  const drainRatio = ratioOf(drain.foyer, drain.sink);
  return [
    announcement,
    fanOut,
    {
      name: 'reminders, drain',
      ratio: drainRatio,
      subject: { what: 'one worker', unit: 'mails/s', spread: spreadOf(drain.foyer) },
      limit: { what: 'the relay alone', unit: 'mails/s', spread: spreadOf(drain.sink) },
      target: atLeast(0.4, drainRatio),
    },
  ];
}

async function fill(databaseUrl: string): Promise<string> {
  await onServer(
    databaseUrl,
    `insert into account (id, address, address_key, address_verified_at, full_name, created_at, updated_at)
     select gen_random_uuid(), 'person' || n || '@example.org', 'person' || n || '@example.org', now(), 'Person ' || n,
            now(), now()
     from generate_series(1, ${PEOPLE}) n;
     insert into event (id, status, name, short_description, description, starts_at_local, ends_at_local, time_zone,
                        starts_at, ends_at, location_name, created_at, updated_at)
     values (gen_random_uuid(), 'published', 'An evening of music', '', '', '2030-03-14T19:00', '2030-03-14T22:00', 'UTC',
             now() + interval '30 days', now() + interval '31 days', 'Town hall', now(), now());
     insert into participation (id, event_id, account_id, state, joined_at, updated_at)
     select gen_random_uuid(), event.id, account.id, 'going', now(), now() from event, account`,
  );
  await onServer(databaseUrl, 'vacuum analyze account, event, participation');
  const { rows } = await onServer(databaseUrl, 'select id from event');
  return rows[0]?.id as string;
}

type FanOut = {
  name: string;
  databaseUrl: string;
  eventId: string;
  bare: readonly string[];
  post: (ctx: Context) => Promise<unknown>;
};

async function measureFanOut(
  stage: Stage,
  { name, databaseUrl, eventId, bare, post }: FanOut,
): Promise<Finding> {
  const config = workerConfig({ databaseUrl, sinkUrl: 'smtp://127.0.0.1:9' });
  const log = createLog(config);
  const installation = await openInstallation({ config, log, databaseUrl, works: false });
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const actor = { kind: 'system', name: 'benchmark' } as const;
  const timed = async (work: () => Promise<unknown>) => {
    await onServer(databaseUrl, 'truncate delivery, notification');
    const started = performance.now();
    await work();
    return (performance.now() - started) / 1_000;
  };
  try {
    const seconds = await inRounds(stage.rounds, {
      foyer: () =>
        timed(() =>
          transactional(installation.database.fork(), (em) =>
            post({ ...installation.contextIn(em, actor), clock: createClock() }),
          ),
        ),
      statement: () =>
        timed(async () => {
          await client.query('begin');
          for (const statement of bare) await client.query(statement, [eventId]);
          await client.query('commit');
        }),
    });
    const { rows } = await onServer(databaseUrl, 'select count(*)::int as count from delivery');
    if (rows[0]?.count !== PEOPLE) throw new Error(`${rows[0]?.count} mails were posted to ${PEOPLE}`);
    // They are drained now.
    await onServer(databaseUrl, 'update delivery set due_at = created_at, next_try_at = created_at');
    await onServer(databaseUrl, 'vacuum analyze delivery');
    const ratio = ratioOf(seconds.foyer, seconds.statement);
    return {
      name,
      ratio,
      subject: { what: `${PEOPLE} mails posted`, unit: 's', spread: spreadOf(seconds.foyer) },
      limit: { what: 'the statements alone, by pg', unit: 's', spread: spreadOf(seconds.statement) },
      target: atMostRatio(1.3, ratio),
    };
  } finally {
    await client.end();
    await installation.close();
  }
}

/** Mails a second of one worker once it is warm. What it has sent stays sent; the next round goes on from there. */
async function drainOnce(
  stage: Stage,
  { databaseUrl, sink }: { databaseUrl: string; sink: Sink },
): Promise<number> {
  const before = (await sink.ask()).accepted;
  await using worker = await startWorker(stage, { databaseUrl, sinkUrl: sink.url });
  let beganAt = 0;
  let first = 0;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (worker.hasEnded()) throw new Error('the worker ended');
    const accepted = (await sink.ask()).accepted - before;
    if (beganAt === 0 && accepted >= WARMING) {
      beganAt = performance.now();
      first = accepted;
    }
    if (accepted >= WARMING + TIMED) return ((accepted - first) * 1_000) / (performance.now() - beganAt);
  }
}
