import assert from 'node:assert/strict';
import { fillAccounts, tokensFor } from './stage/fill-database.ts';
import { atLeast, type Finding } from './stage/finding.ts';
import { inRounds, ratioOf, spreadOf } from './stage/rounds.ts';
import type { Stage } from './stage/stage.ts';
import { startBare } from './stage/start-bare.ts';
import { startFoyer } from './stage/start-foyer.ts';
import { allAnswered, bytesOf, startLoad } from './stage/start-load.ts';

const ACCOUNTS = 100_000;
const SESSIONS = 2_000;
const CONNECTIONS = 32;
const ROUND_MS = 3_000;

const ACCOUNT = `
  select id, address, full_name as "fullName", role, is_system as "isSystem", locale, organisation, about,
         time_zone as "timeZone", created_at as "createdAt"
  from account where id = $1`;

/**
 * `accounts.me` with a remembered session, against the account's row read by its key; beside it the most that
 * node:http answers here, when it knows the answer already and looks at nothing.
 */
export async function whoAmI(stage: Stage): Promise<Finding[]> {
  const databaseUrl = await stage.createDatabase();
  const callers = await fillAccounts(databaseUrl, ACCOUNTS, SESSIONS);
  await using foyer = await startFoyer({ databaseUrl, folder: stage.folder });
  await using bare = await startBare({ databaseUrl, answers: 'one', statement: ACCOUNT });
  await using most = await startBare({ databaseUrl, answers: 'the first again', statement: ACCOUNT });
  await using load = startLoad();
  const tokens = await tokensFor(foyer.config, callers);
  const asking = (target: string, bearers: string[]) =>
    bearers.map((bearer) => bytesOf({ method: 'GET', target, bearer }));
  const ofFoyer = asking('/trpc/accounts.me', tokens);
  const ofBare = asking(
    '/',
    callers.map(({ accountId }) => accountId),
  );
  await assertSameAccount(foyer.port, bare.port, { token: tokens[0], accountId: callers[0]?.accountId });
  await load.put({ port: foyer.port, connections: CONNECTIONS, requests: ofFoyer, eachOnce: true });
  const put = async (port: number, requests: string[]) =>
    allAnswered(await load.put({ port, connections: CONNECTIONS, requests, forMs: ROUND_MS }));

  const { subject, limit, ceiling } = await inRounds(stage.rounds, {
    subject: () => put(foyer.port, ofFoyer),
    limit: () => put(bare.port, ofBare),
    ceiling: () => put(most.port, ofBare),
  });
  const ratio = ratioOf(subject, limit);
  const figure = (what: string, values: number[]) => ({
    what,
    unit: 'requests/s',
    spread: spreadOf(values),
  });
  const ours = figure('accounts.me over /trpc', subject);
  return [
    {
      name: 'who-am-i',
      ratio,
      subject: ours,
      limit: figure('bare node:http, the account by its key', limit),
      target: atLeast(2.5, ratio),
    },
    {
      name: 'who-am-i, the most there is',
      ratio: ratioOf(subject, ceiling),
      subject: ours,
      limit: figure('bare node:http, an answer that it knows', ceiling),
    },
  ];
}

async function assertSameAccount(
  foyerPort: number,
  barePort: number,
  caller: { token: string | undefined; accountId: string | undefined },
): Promise<void> {
  const ask = async (port: number, target: string, bearer: string | undefined) =>
    (
      await fetch(`http://127.0.0.1:${port}${target}`, { headers: { authorization: `Bearer ${bearer}` } })
    ).json();
  const answered = (await ask(foyerPort, '/trpc/accounts.me', caller.token)) as {
    result: { data: { json: unknown } };
  };
  assert.deepEqual(answered.result.data.json, await ask(barePort, '/', caller.accountId));
}
