import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { adminClientOf } from '../../testing/admin-client.ts';
import { ask, tally } from '../../testing/ask.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { makePerson, type Person } from '../../testing/people.ts';
import { type SpawnedServer, spawnBeside } from '../../testing/spawn-server.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';
import { watchNotifications } from '../../testing/watch-notifications.ts';
import { whileHeld } from '../../testing/while-held.ts';
import type { Role } from './accounts.contract.ts';

/** A second is the promise; the rest is for a machine that is busy with other tests. A token lives ten minutes. */
const SOON_MS = 3_000;

let server: TestServer;
let other: SpawnedServer;
beforeAll(async () => {
  const environment = { ...BEHIND_PROXY, RATE_LIMIT_PER_MINUTE: '0' };
  server = await startTestServer(environment);
  other = await spawnBeside(server, environment);
});
afterAll(async () => {
  await other?.stop();
  await server?.stop();
});
// Whoever a test makes is all that there is.
beforeEach(() => server.database.query(`update account set role = 'member' where role = 'superuser'`));

const make = (role?: Role) =>
  makePerson({ config: server.config, databaseUrl: server.database.url, now: server.clock.now() }, role);
const reason = 'The season is over.';
const stepDown = (who: Person, url = server.url, role: Role = 'member') =>
  ask({ url, token: who.token, headers: otherNetwork() }, 'accounts.setRole', {
    accountId: who.accountId,
    role,
    reason,
  });
const appoint = (who: Person, { accountId }: Person, url = server.url) =>
  ask({ url, token: who.token, headers: otherNetwork() }, 'accounts.setRole', {
    accountId,
    role: 'staff',
    reason,
  });
const machine = () => adminClientOf(server).accountCare;
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'OK',
    (error: { code: string }) => error.code,
  );
const superusers = async () =>
  (
    await server.database.query(`select id from account where role = 'superuser' and disabled_at is null`)
  ).map(({ id }) => id);

const hold = ({ accountId }: Person) => `select id from account where id = '${accountId}' for update`;

describe('the last superuser', () => {
  it('cannot step down, be dismissed or be closed, not even on the machine of the server', async () => {
    const last = await make('superuser');
    const { accountId } = last;
    for (const role of ['member', 'staff'] as const) {
      expect((await stepDown(last, server.url, role)).outcome).toBe('LAST_SUPERUSER');
      expect(await codeOf(machine().setRole({ accountId, role, reason }))).toBe('LAST_SUPERUSER');
    }
    expect(await codeOf(machine().disable({ accountId, reason }))).toBe('LAST_SUPERUSER');
    expect(await superusers()).toEqual([accountId]);
    const successor = await make();
    await machine().setRole({ accountId: successor.accountId, role: 'superuser', reason });
    expect((await stepDown(last)).outcome).toBe('OK');
    expect(await superusers()).toEqual([successor.accountId]);
  });

  it('is whoever is left when the others are closed, who may lose their role meanwhile', async () => {
    const [last, closed] = [await make('superuser'), await make('superuser')];
    await machine().disable({ accountId: closed.accountId, reason });
    expect((await stepDown(last)).outcome).toBe('LAST_SUPERUSER');
    await machine().setRole({ accountId: closed.accountId, role: 'member', reason });
    expect(await superusers()).toEqual([last.accountId]);
  });
});

describe('of two superusers, one stays', () => {
  it('when both step down at once, at two processes', async () => {
    const [one, two] = [await make('superuser'), await make('superuser')];
    const answers = await whileHeld(server, { statement: hold(one), waiting: 2 }, () =>
      Promise.all([stepDown(one), stepDown(two, other.url)]),
    );
    expect(tally(answers)).toEqual({ OK: 1, LAST_SUPERUSER: 1 });
    expect(await superusers()).toHaveLength(1);
  });

  it('when many try it many times', async () => {
    for (let round = 0; round < 5; round++) {
      const all = await Promise.all(Array.from({ length: 4 }, () => make('superuser')));
      const answers = await Promise.all(
        all.map((who, index) => stepDown(who, index % 2 ? other.url : server.url)),
      );
      expect(tally(answers)).toEqual({ OK: 3, LAST_SUPERUSER: 1 });
      await server.database.query(`update account set role = 'member' where role = 'superuser'`);
    }
  });

  it('when one is closed on the machine while the other steps down', async () => {
    const [one, two] = [await make('superuser'), await make('superuser')];
    const outcomes = await whileHeld(server, { statement: hold(one), waiting: 2 }, () =>
      Promise.all([
        stepDown(one, other.url).then(({ outcome }) => outcome),
        codeOf(machine().disable({ accountId: two.accountId, reason })),
      ]),
    );
    expect(outcomes.toSorted()).toEqual(['LAST_SUPERUSER', 'OK']);
    expect(await superusers()).toHaveLength(1);
  });

  it('when each is dismissed on the machine at once', async () => {
    const all = [await make('superuser'), await make('superuser')];
    const outcomes = await whileHeld(server, { statement: hold(all[0] as Person), waiting: 2 }, () =>
      Promise.all(
        all.map(({ accountId }) => codeOf(machine().setRole({ accountId, role: 'staff', reason }))),
      ),
    );
    expect(outcomes.toSorted()).toEqual(['LAST_SUPERUSER', 'OK']);
    expect(await superusers()).toHaveLength(1);
  });
});

describe('whoever is a superuser no longer', () => {
  it('appoints nobody with a call that was under way', async () => {
    const [gone, person] = [await make('superuser'), await make()];
    await make('superuser');
    const statement = `update account set role = 'member' where id = '${gone.accountId}'`;
    const answer = await whileHeld(server, { statement, waiting: 1 }, () => appoint(gone, person));
    expect(answer.outcome).toBe('NOT_ALLOWED');
  });

  it('A16 is that on every process within a second, and their stream of notifications goes on as theirs', async () => {
    const [gone, person] = [await make('superuser'), await make()];
    await make('superuser');
    const listing = async (url: string) => (await ask({ url, token: gone.token }, 'accounts.list')).outcome;
    for (const url of [server.url, other.url]) expect(await listing(url)).toBe('OK');
    const stream = await watchNotifications({ url: other.url, token: gone.token });
    expect((await stepDown(gone)).outcome).toBe('OK');
    expect(await listing(server.url)).toBe('NOT_ALLOWED');
    await until(async () => (await listing(other.url)) === 'NOT_ALLOWED', 'it was heard of', SOON_MS);
    expect((await appoint(gone, person, other.url)).outcome).toBe('NOT_ALLOWED');
    await stream.until(1);
    expect(stream.titles()).toEqual(['You no longer help to run this service']);
    stream.close();
  });
});
