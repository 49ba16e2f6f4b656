import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { hashPassword } from '../apps/server/src/identity/passwords/hash-password.ts';
import { onServer } from '../apps/server/src/testing/on-server.ts';
import { fillAccounts, tokensFor } from './stage/fill-database.ts';
import { atMostRatio, type Finding } from './stage/finding.ts';
import { inRounds, ratioOf, spreadOf } from './stage/rounds.ts';
import type { Stage } from './stage/stage.ts';
import { type RunningFoyer, startFoyer } from './stage/start-foyer.ts';
import { allAnswered, bytesOf, type LoadGenerator, type LoadResult, startLoad } from './stage/start-load.ts';

const ACCOUNTS = 10_000;
const SESSIONS = 200;
const BURST = 200;
const ROUND_MS = 3_000;
/** Those who are signed in are there already when the others come. */
const BURST_AFTER_MS = 500;
/** A server that has just started compiles while it works: what is measured is one that people have signed in to. */
const BURSTS_BEFORE = 10;
const PER_SECOND = 400;
const PASSWORD = 'seven lanterns in the harbour';

/** 200 people sign in with their passwords at once, while others ask who they are: what those notice of it. */
export async function passwordBurst(stage: Stage): Promise<Finding[]> {
  const databaseUrl = await stage.createDatabase();
  const callers = await fillAccounts(databaseUrl, ACCOUNTS, SESSIONS);
  const hash = await hashPassword(PASSWORD);
  await onServer(
    databaseUrl,
    `insert into password (account_id, hash, changed_at) select id, '${hash}', now() from account`,
  );
  // Each comes from a network of its own: the limits on one are not what is measured.
  const more = { TRUSTED_PROXIES: '127.0.0.1,::1' };
  await using foyer = await startFoyer({ databaseUrl, folder: stage.folder, more });
  await using steady = startLoad({ turn: 'first' });
  await using burst = startLoad({ turn: 'last' });
  const tokens = await tokensFor(foyer.config, callers);
  const asking = tokens.map((bearer) => bytesOf({ method: 'GET', target: '/trpc/accounts.me', bearer }));
  await steady.put({ port: foyer.port, connections: 8, requests: asking, eachOnce: true });

  const bursts: LoadResult[] = [];
  for (let times = 0; times < BURSTS_BEFORE; times++)
    bursts.push(await signInAllAtOnce(foyer, burst, bursts.length));
  const whoAmI = async () => {
    const load = {
      port: foyer.port,
      connections: 8,
      perSecond: PER_SECOND,
      requests: asking,
      forMs: ROUND_MS,
    };
    const result = await steady.put(load);
    allAnswered(result);
    return result.p99Ms;
  };
  const { subject, limit } = await inRounds(stage.rounds, {
    subject: async () => {
      const [p99Ms, burstResult] = await Promise.all([
        whoAmI(),
        wait(BURST_AFTER_MS).then(() => signInAllAtOnce(foyer, burst, bursts.length)),
      ]);
      bursts.push(burstResult);
      return p99Ms;
    },
    limit: whoAmI,
  });
  const ratio = ratioOf(subject, limit);
  const counted = bursts.slice(-stage.rounds);
  const letIn = spreadOf(counted.map(({ statuses }) => statuses['200'] ?? 0));
  const sentAway = spreadOf(counted.map(({ statuses }) => statuses['429'] ?? 0));
  return [
    {
      name: 'password-burst',
      ratio,
      subject: {
        what: `accounts.me, p99 beside ${BURST} password sign-ins at once`,
        unit: 'ms',
        spread: spreadOf(subject),
      },
      limit: { what: 'the same without them', unit: 'ms', spread: spreadOf(limit) },
      target: atMostRatio(2, ratio),
    },
    {
      name: 'password-burst, answers',
      ratio: spreadOf(counted.map(({ statuses }) => (statuses['200'] ?? 0) / BURST)),
      subject: { what: 'signed in', unit: `of ${BURST}`, spread: letIn },
      limit: { what: 'told with Retry-After to come again', unit: `of ${BURST}`, spread: sentAway },
    },
  ];
}

/** Each on a connection of its own, once. Whoever is not let in must be told when to come again, and nobody else. */
async function signInAllAtOnce(foyer: RunningFoyer, load: LoadGenerator, round: number): Promise<LoadResult> {
  const requests = Array.from({ length: BURST }, (_, index) => {
    const address = `person${((round * BURST + index) % ACCOUNTS) + 1}@example.org`;
    return bytesOf({
      method: 'POST',
      target: '/trpc/signIns.withPassword',
      body: JSON.stringify({ json: { address, password: PASSWORD } }),
      from: `2001:db8:${round.toString(16)}:${index.toString(16)}::1`,
    });
  });
  const result = await load.put({ port: foyer.port, connections: BURST, requests, eachOnce: true });
  const { 200: letIn = 0, 429: sentAway = 0 } = result.statuses;
  assert.equal(letIn + sentAway, BURST, `other answers came: ${JSON.stringify(result.statuses)}`);
  assert.equal(result.retryAfters, sentAway, 'somebody was sent away without being told for how long');
  return result;
}
