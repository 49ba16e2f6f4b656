import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, type ProcedureName } from '../../testing/ask.ts';
import { makeEvent } from '../../testing/make-event.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { asNobody, personWithPasskey, signInBy } from '../../testing/passkeys.ts';
import { makePerson, type Person } from '../../testing/people.ts';
import { ticketFor } from '../../testing/second-factors.ts';
import { requestSignIn } from '../../testing/sign-up.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { PASSWORD, signInWithPassword, signUpWithPassword } from '../../testing/with-password.ts';

let server: TestServer;
let superuser: Person;
const place = () => ({ config: server.config, databaseUrl: server.database.url, now: server.clock.now() });
beforeAll(async () => {
  server = await startTestServer({ ...BEHIND_PROXY, RATE_LIMIT_PER_MINUTE: '0' });
  superuser = await makePerson(place(), 'superuser');
});
afterAll(() => server?.stop());

const as = <Name extends ProcedureName>(who: { token: string }, procedure: Name, input: object = {}) =>
  ask({ url: server.url, token: who.token, headers: otherNetwork() }, procedure, input);
const nobody = <Name extends ProcedureName>(procedure: Name, input: object) =>
  ask(asNobody(server), procedure, input);

async function makeSystemUser(role: 'member' | 'staff' = 'member') {
  const made = (await as(superuser, 'systemUsers.create', { fullName: 'Nightly import', role })).data;
  const scopes = ['accounts:read', 'events:read', 'participations:write'];
  const input = { accountId: made.id, name: 'The import', scopes, expiresInDays: 30 };
  const key = (await as(superuser, 'systemUsers.createKey', input)).data;
  return { ...made, key: { token: key.key as string }, keyId: key.id as string };
}

/** From now on a system user, with everything that an account can sign in by. */
const becomeSystem = (accountId: string) =>
  server.database.query(`update account set is_system = true where id = '${accountId}'`);

describe('a system user', () => {
  it('acts by its key within its scopes, and is marked wherever people are shown', async () => {
    const robot = await makeSystemUser();
    expect((await as(robot.key, 'accounts.me')).data).toMatchObject({ id: robot.id, isSystem: true });
    const em = server.installation.database.fork();
    const eventId = await makeEvent(em, server.clock.now(), { capacity: 5 });
    expect((await as(robot.key, 'participations.join', { eventId })).outcome).toBe('OK');
    const listed = (await as(superuser, 'participations.listForEvent', { eventId })).data.items;
    expect(listed).toMatchObject([{ accountId: robot.id, isSystem: true }]);
    const checkedIn = await as(superuser, 'participations.checkIn', {
      eventId,
      participationId: listed[0]?.id,
    });
    expect(checkedIn.data).toMatchObject({ accountId: robot.id, isSystem: true });
    const door = (await as(superuser, 'participations.listDoor', { eventId })).data.items;
    expect(door).toMatchObject([{ participationId: listed[0]?.id, isSystem: true }]);
    const history = await as(superuser, 'participations.history', { participationId: listed[0]?.id });
    expect(history.data.items).toMatchObject([{ actorId: robot.id, isActorSystem: true }]);
    const barred = await as(superuser, 'blacklist.add', { accountId: robot.id, reason: 'A test.' });
    expect(barred.data.entry).toMatchObject({ isSystem: true });
    expect((await as(superuser, 'blacklist.list')).data.items[0]).toMatchObject({ isSystem: true });
    const found = (await as(superuser, 'accounts.list', { kind: 'system', query: 'nightly' })).data.items;
    expect(found.find(({ id }: { id: string }) => id === robot.id)).toMatchObject({ isSystem: true });
    expect((await as(superuser, 'accounts.get', { accountId: robot.id })).data).toMatchObject({
      isSystem: true,
      apiKeys: 1,
    });
  });

  it('is marked in what is exported, and people are not', async () => {
    const robot = await makeSystemUser();
    const person = await makePerson(place());
    const eventId = await makeEvent(server.installation.database.fork(), server.clock.now());
    for (const one of [robot.key, person]) await as(one, 'participations.join', { eventId });
    const { url } = (await as(superuser, 'participations.export', { eventId })).data;
    const rows: Record<string, string>[] = parse(await (await fetch(url)).text(), {
      bom: true,
      columns: true,
    });
    expect(rows.map((row) => [row.Address, row['System user']])).toEqual([
      [robot.address, 'yes'],
      [person.address, ''],
    ]);
    const door = (await as(superuser, 'participations.listDoor', { eventId })).data.items;
    expect(door.map(({ isSystem }: { isSystem: boolean }) => isSystem)).toEqual([true, false]);
  });

  it('is written to by nobody, not even about what it takes part in', async () => {
    const robot = await makeSystemUser();
    const eventId = await makeEvent(server.installation.database.fork(), server.clock.now());
    await as(robot.key, 'participations.join', { eventId });
    await as(superuser, 'events.cancel', { eventId, reason: 'It rains.' });
    const mails = await server.database.query(`select kind from delivery where account_id = '${robot.id}'`);
    expect(mails).toEqual([]);
  });

  it('A16 is dead with its key, or when it is disabled', async () => {
    const [robot, other] = [await makeSystemUser(), await makeSystemUser()];
    const { id: accountId, keyId } = robot;
    expect((await as(superuser, 'systemUsers.listKeys', { accountId })).data.items).toMatchObject([
      { id: keyId, name: 'The import' },
    ]);
    expect((await as(robot.key, 'accounts.me')).outcome).toBe('OK');
    expect((await as(superuser, 'systemUsers.revokeKey', { accountId, keyId })).outcome).toBe('OK');
    expect((await as(robot.key, 'accounts.me')).outcome).toBe('SIGN_IN_REQUIRED');
    await as(superuser, 'accounts.disable', { accountId: other.id, reason: 'It is not used.' });
    expect((await as(other.key, 'accounts.me')).outcome).toBe('SIGN_IN_REQUIRED');
    const again = { accountId: other.id, name: 'x', scopes: ['events:read'], expiresInDays: 1 };
    expect((await as(superuser, 'systemUsers.createKey', again)).outcome).toBe('SYSTEM_USER_DISABLED');
  });

  it('A15 is made by superusers alone, and keys for people by nobody but themselves', async () => {
    const staff = await makePerson(place(), 'staff');
    expect((await as(staff, 'systemUsers.create', { fullName: 'Mine' })).outcome).toBe('NOT_ALLOWED');
    expect((await as(superuser, 'systemUsers.create', { fullName: 'x', role: 'superuser' })).outcome).toBe(
      'BAD_INPUT',
    );
    const input = { accountId: staff.accountId, name: 'x', scopes: ['events:read'], expiresInDays: 1 };
    expect((await as(superuser, 'systemUsers.createKey', input)).outcome).toBe('SYSTEM_USER_NOT_FOUND');
    const robot = await makeSystemUser('staff');
    expect((await as(robot.key, 'accounts.list')).outcome).toBe('OK');
    expect((await as(robot.key, 'systemUsers.create', { fullName: 'Mine' })).outcome).toBe('SCOPE_REQUIRED');
  });
});

describe('A3 nobody signs in to a system user', () => {
  it('by its name, which is no address to any form', async () => {
    const { address } = await makeSystemUser();
    for (const [procedure, more] of [
      ['signIns.requestCode', {}],
      ['signIns.withPassword', { password: PASSWORD }],
      ['signIns.startPasskey', {}],
      ['recoveries.start', {}],
      ['registrations.start', { fullName: 'Mallory' }],
    ] as const)
      expect((await nobody(procedure, { address, ...more })).outcome).toBe('BAD_INPUT');
  });

  it('by the password, the code or the session that an account had before it became one', async () => {
    const held = await signUpWithPassword(server);
    const sent = await requestSignIn(server, held.address, otherNetwork());
    await becomeSystem(held.account.id);
    expect((await nobody('signIns.redeemCode', sent)).outcome).toBe('CODE_WRONG');
    expect((await signInWithPassword(server, held.address, PASSWORD)).outcome).toBe('CREDENTIALS_WRONG');
    const { refreshToken } = held;
    expect((await nobody('sessions.refresh', { refreshToken })).outcome).toBe('SESSION_ENDED');
  });

  it('by a passkey, a second step or a recovery that was under way', async () => {
    const owner = await personWithPasskey(server);
    const ticket = await ticketFor(server, { accountId: owner.accountId });
    const { data } = await nobody('recoveries.start', { address: owner.address });
    const code = await server.codeFor(owner.address);
    await becomeSystem(owner.accountId);
    expect((await signInBy(server, owner.passkey)).outcome).toBe('PASSKEY_REFUSED');
    const shown = { ticket, kind: 'recovery-code', code: '00000-00000' };
    expect((await nobody('secondFactors.redeem', shown)).outcome).toBe('TICKET_INVALID');
    expect((await nobody('recoveries.redeem', { ticket: data.ticket, code })).outcome).toBe('CODE_WRONG');
  });

  it('by registering or enrolling at an address that it had', async () => {
    const owner = await makePerson(place());
    const enrolmentToken = new URL(await server.enrolmentUrl()).hash.slice(1).split('=').at(-1) ?? '';
    const { data } = await nobody('registrations.start', {
      address: owner.address,
      fullName: 'Mallory',
      enrolmentToken,
    });
    const code = await server.codeFor(owner.address);
    await becomeSystem(owner.accountId);
    const verified = await nobody('registrations.verify', { ticket: data.ticket, code });
    expect(verified.outcome).toBe('CODE_WRONG');
    const [kept] = await server.database.query(`select role from account where id = '${owner.accountId}'`);
    expect(kept).toEqual({ role: 'member' });
  });
});
