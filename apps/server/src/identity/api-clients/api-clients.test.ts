import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { ask } from '../../testing/ask.ts';
import { makePerson, renewToken } from '../../testing/people.ts';
import { type SpawnedServer, spawnBeside } from '../../testing/spawn-server.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';
import type { ApiClientSecret } from './api-clients.contract.ts';

/** A second is the promise; the rest is for a machine that is busy with other tests. */
const SOON_MS = 3_000;
const PAGE = 'https://app.example.org';
const LOCKED = { RATE_LIMIT_PER_MINUTE: '0', REQUIRE_TRUSTED_CLIENT: 'true' };

let server: TestServer;
let other: SpawnedServer;
beforeAll(async () => {
  server = await startTestServer(LOCKED);
  other = await spawnBeside(server, LOCKED);
});
afterAll(async () => {
  await other?.stop();
  await server?.stop();
});

type Asking = { role?: Parameters<typeof makePerson>[1]; signedInAgoMs?: number };

/** Somebody at the console: a page of the public address. */
async function somebody({ role = 'superuser', signedInAgoMs = 0 }: Asking = {}) {
  const { config, database, clock } = server;
  const now = new Date(clock.now().getTime() - signedInAgoMs);
  const person = await renewToken(server, await makePerson({ config, databaseUrl: database.url, now }, role));
  return { url: server.url, token: person.token, headers: { origin: config.PUBLIC_URL }, person };
}

const statusAt = async (url: string, headers: Record<string, string>) =>
  (await fetch(`${url}/trpc/events.list`, { headers })).status;
const headersOf = ({ id, secret }: ApiClientSecret) => ({ 'x-client-id': id, 'x-client-secret': secret });
const onBoth = (headers: Record<string, string>) =>
  Promise.all([statusAt(server.url, headers), statusAt(other.url, headers)]);
const becomesOnBoth = (headers: Record<string, string>, status: number) =>
  until(
    async () => (await onBoth(headers)).every((got) => got === status),
    `both processes answered ${status}`,
    SOON_MS,
  );

async function create(origins: string[] = []) {
  const superuser = await somebody();
  const made = await ask(superuser, 'apiClients.create', { name: 'An app', origins });
  await becomesOnBoth(headersOf(made.data), 200);
  return { superuser, client: made.data };
}

describe('a client', () => {
  it('is registered, listed without its secret, and seen on every process', async () => {
    const { superuser, client } = await create([PAGE, PAGE]);
    const { items } = (await ask(superuser, 'apiClients.list')).data;
    const listed = items.find(({ id }) => id === client.id);
    expect(listed).toMatchObject({ name: 'An app', origins: [PAGE], disabledAt: null });
    expect(JSON.stringify(items)).not.toContain(client.secret);
    expect(await onBoth({ origin: PAGE })).toEqual([200, 200]);
    const kept = JSON.stringify(await server.database.query('select * from api_client'));
    expect(kept).not.toContain(client.secret);
  });

  it('A16 A22 is a stranger on both processes within a second when it is disabled, and its pages too', async () => {
    const page = 'https://ends.example.org';
    const { superuser, client } = await create([page]);
    await becomesOnBoth({ origin: page }, 200);
    const disable = () => ask(superuser, 'apiClients.disable', { clientId: client.id });
    expect((await disable()).data).toEqual({});
    expect((await disable()).data).toEqual({});
    expect(await statusAt(server.url, headersOf(client))).toBe(404);
    await becomesOnBoth(headersOf(client), 404);
    await becomesOnBoth({ origin: page }, 404);
    for (const change of ['apiClients.rotateSecret', 'apiClients.update'] as const)
      expect((await ask(superuser, change, { clientId: client.id })).outcome).toBe('API_CLIENT_DISABLED');
  });

  it('A16 A22 has one secret at a time, on both processes within a second', async () => {
    const { superuser, client } = await create();
    const next = (await ask(superuser, 'apiClients.rotateSecret', { clientId: client.id })).data;
    expect(next.id).toBe(client.id);
    await becomesOnBoth(headersOf(client), 404);
    expect(await onBoth(headersOf(next))).toEqual([200, 200]);
  });

  it('A22 has the origins that it was last given', async () => {
    const [before, after] = ['https://before.example.org', 'https://after.example.org'];
    const { superuser, client } = await create([before]);
    const renamed = await ask(superuser, 'apiClients.update', { clientId: client.id, name: 'Renamed' });
    expect(renamed.data).toMatchObject({ name: 'Renamed', origins: [before] });
    await ask(superuser, 'apiClients.update', { clientId: client.id, origins: [after] });
    await becomesOnBoth({ origin: after }, 200);
    await becomesOnBoth({ origin: before }, 404);
  });

  it('A16 A22 is asked of the database while announcements do not arrive', async () => {
    const { client } = await create();
    // Whether it is remembered until then depends on when the news of its making arrives, which may be now.
    await server.database.query(`update api_client set disabled_at = now() where id = '${client.id}'`);
    await server.database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'foyer-news' and datname = current_database()`,
    );
    await becomesOnBoth(headersOf(client), 404);
  });

  it('says when its secret was last used', async () => {
    const { superuser, client } = await create();
    await until(async () => {
      const { items } = (await ask(superuser, 'apiClients.list')).data;
      return items.find(({ id }) => id === client.id)?.lastUsedAt ?? undefined;
    }, 'its use was noted');
  });

  it('leaves a trail of who made and changed it', async () => {
    const { superuser, client } = await create();
    await ask(superuser, 'apiClients.rotateSecret', { clientId: client.id });
    await ask(superuser, 'apiClients.update', { clientId: client.id, name: 'Renamed' });
    await ask(superuser, 'apiClients.disable', { clientId: client.id });
    const entries = await server.database.query(
      `select action, actor_id from audit_entry where subject_id = '${client.id}' order by at`,
    );
    expect(entries).toEqual(
      ['created', 'secret-rotated', 'updated', 'disabled'].map((what) => ({
        action: `api-client.${what}`,
        actor_id: superuser.person.accountId,
      })),
    );
  });

  it.each([
    ['a path', ['https://app.example.org/']],
    ['a star', ['*']],
    ['another scheme', ['file:///']],
    ['no origin', ['null']],
    ['more than 20', Array.from({ length: 21 }, (_, index) => `https://a${index}.example.org`)],
  ])('is not made with %s as its origins', async (_what, origins) => {
    const superuser = await somebody();
    const made = await ask(superuser, 'apiClients.create', { name: 'An app', origins });
    expect(made.outcome).toBe('BAD_INPUT');
  });
});

describe('clients', () => {
  const CHANGES = [
    ['apiClients.create', { name: 'An app', origins: [] }],
    ['apiClients.update', { clientId: newId() }],
    ['apiClients.rotateSecret', { clientId: newId() }],
    ['apiClients.disable', { clientId: newId() }],
  ] as const;

  it.each(CHANGES)('A5 A15 are for superusers who have just signed in: %s', async (procedure, input) => {
    const outcomeFor = async (who: Asking) => (await ask(await somebody(who), procedure, input)).outcome;
    expect(await outcomeFor({ role: 'staff' })).toBe('NOT_ALLOWED');
    expect(await outcomeFor({ signedInAgoMs: 11 * MINUTE_MS })).toBe('REAUTHENTICATION_REQUIRED');
    expect(['OK', 'API_CLIENT_NOT_FOUND']).toContain(await outcomeFor({}));
    const nobody = { url: server.url, headers: { origin: server.config.PUBLIC_URL } };
    expect((await ask(nobody, procedure, input)).outcome).toBe('SIGN_IN_REQUIRED');
  });

  it('are listed for superusers alone', async () => {
    expect((await ask(await somebody({ role: 'staff' }), 'apiClients.list')).outcome).toBe('NOT_ALLOWED');
    expect((await ask(await somebody(), 'apiClients.list')).outcome).toBe('OK');
  });
});
