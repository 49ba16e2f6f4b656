import { get, type IncomingMessage } from 'node:http';
import pg from 'pg';
import { transactional } from '../apps/server/src/kernel/database/transaction.ts';
import { createLog } from '../apps/server/src/kernel/log.ts';
import { keepNotices } from '../apps/server/src/messaging/notifications/keep-notices.ts';
import { openInstallation } from '../apps/server/src/roles/installation.ts';
import { fillAccounts, tokensFor } from './stage/fill-database.ts';
import type { Finding } from './stage/finding.ts';
import { inRounds, ratioOf, spreadOf } from './stage/rounds.ts';
import type { Stage } from './stage/stage.ts';
import { startFoyer } from './stage/start-foyer.ts';

const STREAMS = 1_000;

const BARE = `
  insert into notification (id, account_id, key, kind, topic, params, created_at)
  select gen_random_uuid(), account_id, $1, 'guessed-at', 'security', '{}', now() from session
  on conflict (account_id, key) do nothing`;

/**
 * 1,000 people look on, each by a stream, and are told something by one transaction. From its begin until the last of them
 * has read it, against the same rows written by pg with nobody told.
 */
export async function notifications(stage: Stage): Promise<Finding[]> {
  const databaseUrl = await stage.createDatabase();
  const readers = await fillAccounts(databaseUrl, STREAMS, STREAMS);
  await using foyer = await startFoyer({ databaseUrl, folder: stage.folder });
  const { config } = foyer;
  const installation = await openInstallation({ config, log: createLog(config), databaseUrl, works: false });
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const audience = await gather(foyer.port, await tokensFor(config, readers));
  let round = 0;
  try {
    const milliseconds = await inRounds(stage.rounds, {
      told: async () => {
        const heard = audience.hear();
        const key = `told ${round++}`;
        return timed(async () => {
          await transactional(installation.database.fork(), (em) =>
            keepNotices(
              installation.contextIn(em, { kind: 'system', name: 'benchmark' }),
              { kind: 'guessed-at', notice: { topic: 'security' } },
              readers.map(({ accountId }) => ({ key, accountId, aboutId: null, kept: {} })),
            ),
          );
          await heard;
        });
      },
      written: async () => {
        const heard = audience.hear();
        const took = await timed(() => client.query(BARE, [`written ${round++}`]));
        // What nobody announced is found a second later: the next round must not hear it.
        await heard;
        return took;
      },
    });
    return [
      {
        name: 'notifications, fan-out',
        ratio: ratioOf(milliseconds.told, milliseconds.written),
        subject: { what: `${STREAMS} streams have it`, unit: 'ms', spread: spreadOf(milliseconds.told) },
        limit: { what: 'the rows alone, by pg', unit: 'ms', spread: spreadOf(milliseconds.written) },
      },
    ];
  } finally {
    audience.leave();
    await client.end();
    await installation.close();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** Opens a stream for each token. `hear` resolves once each of them has had one more notification. */
async function gather(port: number, tokens: readonly string[]) {
  let waiting = 0;
  let done = () => {};
  const answers: IncomingMessage[] = [];
  for (const token of tokens) answers.push(await open(port, token));
  for (const answer of answers)
    answer.setEncoding('utf8').on('data', (text: string) => {
      waiting -= text.split('event: notification').length - 1;
      if (waiting === 0) done();
    });
  return {
    hear: () =>
      new Promise<void>((resolve) => {
        waiting = answers.length;
        done = resolve;
      }),
    leave() {
      for (const answer of answers) answer.destroy();
    },
  };
}

function open(port: number, token: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}` };
    get({ port, path: '/notifications/stream', headers, agent: false }, (answer) => {
      if (answer.statusCode === 200) resolve(answer);
      else reject(new Error(`a stream was refused with ${answer.statusCode}`));
    }).on('error', reject);
  });
}
