import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, type ProcedureName } from '../../testing/ask.ts';
import { makeEvent } from '../../testing/make-event.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { makePerson } from '../../testing/people.ts';
import { addTotp } from '../../testing/second-factors.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

const servers: TestServer[] = [];
let all: TestServer;
let staffOnly: TestServer;
beforeAll(async () => {
  const start = async (REQUIRE_SECOND_FACTOR: string) => {
    const server = await startTestServer({
      ...BEHIND_PROXY,
      RATE_LIMIT_PER_MINUTE: '0',
      REQUIRE_SECOND_FACTOR,
    });
    servers.push(server);
    return server;
  };
  all = await start('all');
  staffOnly = await start('staff');
});
afterAll(() => Promise.all(servers.map((server) => server.stop())));

const make = (server: TestServer, role?: Parameters<typeof makePerson>[1]) =>
  makePerson({ config: server.config, databaseUrl: server.database.url, now: server.clock.now() }, role);
const as = <Name extends ProcedureName>(
  server: TestServer,
  who: { token: string },
  ...[procedure, input]: [Name, object?]
) => ask({ url: server.url, token: who.token, headers: otherNetwork() }, procedure, input ?? {});

describe('where everybody has to have a second factor', () => {
  it('A3 whoever has none can set one up, and do nothing else until then', async () => {
    const person = await make(all);
    const eventId = await makeEvent(all.installation.database.fork(), all.clock.now());
    for (const [procedure, input] of [
      ['participations.join', { eventId }],
      ['participations.listMine', {}],
      ['accounts.updateProfile', { fullName: 'Ada' }],
      ['apiKeys.create', { name: 'x', scopes: ['events:read'], expiresInDays: 1 }],
      ['addressChanges.start', { address: 'ada@new.example.org' }],
    ] as const)
      expect([procedure, (await as(all, person, procedure, input)).outcome]).toEqual([
        procedure,
        'SECOND_FACTOR_OWED',
      ]);
    for (const procedure of ['accounts.me', 'sessions.list', 'passkeys.list'] as const)
      expect((await as(all, person, procedure)).outcome).toBe('OK');
    await addTotp(all, person.token);
    expect((await as(all, person, 'participations.join', { eventId })).outcome).toBe('OK');
    expect((await as(all, person, 'secondFactors.remove', { kind: 'totp' })).outcome).toBe('OK');
    expect((await as(all, person, 'participations.listMine')).outcome).toBe('SECOND_FACTOR_OWED');
  });

  it('A3 an API key of such an account is no way around it', async () => {
    const person = await make(all);
    await addTotp(all, person.token);
    const wanted = { name: 'x', scopes: ['participations:read'], expiresInDays: 1 };
    const key = { token: (await as(all, person, 'apiKeys.create', wanted)).data.key };
    expect((await as(all, key, 'participations.listMine')).outcome).toBe('OK');
    await as(all, person, 'secondFactors.remove', { kind: 'totp' });
    expect((await as(all, key, 'participations.listMine')).outcome).toBe('SECOND_FACTOR_OWED');
  });
});

it('where staff has to have one, members do as they like, and staff does not', async () => {
  const [member, staff] = [await make(staffOnly), await make(staffOnly, 'staff')];
  expect((await as(staffOnly, member, 'participations.listMine')).outcome).toBe('OK');
  expect((await as(staffOnly, staff, 'accounts.list')).outcome).toBe('SECOND_FACTOR_OWED');
  await addTotp(staffOnly, staff.token);
  expect((await as(staffOnly, staff, 'accounts.list')).outcome).toBe('OK');
});

it('A3 where staff has to have one, a member who becomes staff sets one up before anything else', async () => {
  const [person, superuser] = [await make(staffOnly), await make(staffOnly, 'superuser')];
  await addTotp(staffOnly, superuser.token);
  const input = { accountId: person.accountId, role: 'staff', reason: 'She runs the programme.' };
  expect((await as(staffOnly, superuser, 'accounts.setRole', input)).outcome).toBe('OK');
  for (const procedure of ['accounts.list', 'participations.listMine'] as const)
    expect((await as(staffOnly, person, procedure)).outcome).toBe('SECOND_FACTOR_OWED');
});
