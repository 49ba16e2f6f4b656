import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { adminClientOf } from '../../testing/admin-client.ts';
import { ask, type ProcedureName } from '../../testing/ask.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { passTime } from '../../testing/pass-time.ts';
import { makePerson, type Person, renewToken } from '../../testing/people.ts';
import { signIn, signUp } from '../../testing/sign-up.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';
import type { Role } from './accounts.contract.ts';

let server: TestServer;
let superuser: Person;
const place = () => ({ config: server.config, databaseUrl: server.database.url, now: server.clock.now() });
const make = (role?: Role) => makePerson(place(), role);
beforeAll(async () => {
  server = await startTestServer({ ...BEHIND_PROXY, RATE_LIMIT_PER_MINUTE: '0' });
  superuser = await make('superuser');
});
afterAll(() => server?.stop());

const reason = 'She runs the spring programme.';
const as = <Name extends ProcedureName>(who: { token: string }, procedure: Name, input: object = {}) =>
  ask({ url: server.url, token: who.token, headers: otherNetwork() }, procedure, input);
const give = (who: { token: string }, { accountId }: { accountId: string }, role: string) =>
  as(who, 'accounts.setRole', { accountId, role, reason });
const onMachine = ({ accountId }: { accountId: string }, role: Role) =>
  adminClientOf(server).accountCare.setRole({ accountId, role, reason });
const roleOf = async ({ accountId }: { accountId: string }) =>
  (await server.database.query(`select role from account where id = '${accountId}'`))[0]?.role;
const auditOf = ({ accountId }: { accountId: string }) =>
  server.database.query(
    `select action, actor_id, details from audit_entry where subject_id = '${accountId}' order by id`,
  );
const subjectsTo = async ({ address }: Person) =>
  (await server.mailsTo(address)).map(({ subject }) => subject);
const reach = async (who: Person, { accountId }: { accountId: string }) =>
  (await as(who, 'accounts.get', { accountId })).data.rolesInReach;

async function keyOf(who: { token: string }, scopes: string[]) {
  const made = await as(who, 'apiKeys.create', { name: 'A tool', scopes, expiresInDays: 30 });
  return { token: made.data.key as string };
}

describe('a superuser appoints staff', () => {
  it('who may run events at once, is told by mail and notice, and is in the audit trail with the reason', async () => {
    const person = await make();
    expect((await as(person, 'accounts.list')).outcome).toBe('NOT_ALLOWED');
    const given = await give(superuser, person, 'staff');
    expect(given.data).toMatchObject({ id: person.accountId, address: person.address, role: 'staff' });
    expect((await as(person, 'accounts.list')).outcome).toBe('OK');
    expect(await auditOf(person)).toEqual([
      {
        action: 'account.role-set',
        actor_id: superuser.accountId,
        details: { before: 'member', after: 'staff', reason, endedKeys: 0 },
      },
      { action: 'security.became-staff', actor_id: superuser.accountId, details: {} },
    ]);
    const mail = await until(
      async () => (await server.mailsTo(person.address)).find(({ subject }) => /now staff/.test(subject)),
      'the person was told',
    );
    expect(mail.text).toContain('The people who run this service did this.');
    // Neither why, nor from where somebody else did it.
    for (const untold of [reason, '127.0.0.1', 'Unknown device', superuser.address])
      expect(mail.text).not.toContain(untold);
    const { items } = (await as(person, 'notifications.list')).data;
    expect(items).toMatchObject([{ title: 'You are now staff of this service' }]);
    expect(items[0]?.content).not.toContain('device');
  });

  it('and dismisses them: their sessions and keys stay, and reach no more than a member’s', async () => {
    const person = await make('staff');
    const key = await keyOf(person, ['accounts:read', 'events:write']);
    for (const who of [person, key]) expect((await as(who, 'accounts.list')).outcome).toBe('OK');
    expect((await give(superuser, person, 'member')).data.role).toBe('member');
    for (const who of [person, key]) {
      expect((await as(who, 'accounts.list')).outcome).toBe('NOT_ALLOWED');
      expect((await as(who, 'accounts.me')).data.role).toBe('member');
    }
    expect((await as(key, 'events.create', {})).outcome).toBe('NOT_ALLOWED');
    await until(
      async () => (await subjectsTo(person)).includes('You no longer help to run this service'),
      'they were told',
    );
  });

  it('twice is nothing more: no second entry, and no second mail', async () => {
    const person = await make();
    for (let time = 0; time < 2; time++)
      expect((await give(superuser, person, 'staff')).data.role).toBe('staff');
    expect(await auditOf(person)).toHaveLength(2);
    const mails = `select count(*)::int as count from delivery where account_id = '${person.accountId}'`;
    expect(await server.database.query(mails)).toEqual([{ count: 1 }]);
  });

  it('whose keys end: whoever holds one was never meant to read the accounts of all', async () => {
    const person = await make();
    const key = await keyOf(person, ['accounts:read']);
    expect((await as(key, 'accounts.me')).outcome).toBe('OK');
    await give(superuser, person, 'staff');
    expect((await as(key, 'accounts.list')).outcome).toBe('SIGN_IN_REQUIRED');
    expect(
      (await auditOf(person)).find(({ action }) => action === 'account.role-set')?.details,
    ).toMatchObject({ endedKeys: 1 });
    const { accessToken: token } = await signIn(server, person.address, otherNetwork());
    const made = await keyOf({ token }, ['accounts:read']);
    expect((await as(made, 'accounts.list')).outcome).toBe('OK');
  });

  it('A5 who confirms again before the first change: what was shown as a member was shown for less', async () => {
    const [person, other] = [await make(), await make()];
    await give(superuser, person, 'staff');
    const disable = { accountId: other.accountId, reason: 'It sends spam.' };
    expect((await as(person, 'accounts.disable', disable)).outcome).toBe('REAUTHENTICATION_REQUIRED');
    expect((await as(other, 'accounts.me')).outcome).toBe('OK');
  });
});

describe('A15 a role is not given', () => {
  it('by staff or members, to anybody, themselves included', async () => {
    const [member, staff] = [await make(), await make('staff')];
    for (const who of [member, staff])
      for (const target of [member, staff, superuser])
        for (const role of ['member', 'staff', 'superuser'])
          expect((await give(who, target, role)).outcome).toBe('NOT_ALLOWED');
    expect(await Promise.all([member, staff, superuser].map(roleOf))).toEqual([
      'member',
      'staff',
      'superuser',
    ]);
    for (const who of [staff, superuser]) expect(await reach(staff, who)).toEqual([]);
    const nobody = { accountId: member.accountId, role: 'staff', reason };
    expect((await ask(server.url, 'accounts.setRole', nobody)).outcome).toBe('SIGN_IN_REQUIRED');
  });

  it('by an API key, whatever its scopes', async () => {
    const person = await make();
    const [narrow, wide] = [
      await keyOf(superuser, ['accounts:read']),
      await keyOf(superuser, ['accounts:read', 'accounts:write']),
    ];
    expect((await give(narrow, person, 'staff')).outcome).toBe('SCOPE_REQUIRED');
    expect((await give(wide, person, 'staff')).outcome).toBe('REAUTHENTICATION_REQUIRED');
    expect(await roleOf(person)).toBe('member');
  });

  it('A5 by a superuser who has signed in a while ago', async () => {
    const [person, other] = [await make(), await make('superuser')];
    await passTime(server, 11 * MINUTE_MS);
    const stale = await renewToken(server, other);
    expect((await give(stale, person, 'staff')).outcome).toBe('REAUTHENTICATION_REQUIRED');
    expect(await roleOf(person)).toBe('member');
    superuser = await make('superuser');
  });

  it('that makes a superuser, but on the machine of the server', async () => {
    const person = await make('staff');
    expect(await reach(superuser, person)).toEqual(['member']);
    const refused = await give(superuser, person, 'superuser');
    expect(refused.outcome).toBe('ROLE_OUT_OF_REACH');
    expect(refused.fault?.message).toContain('foyer accounts role');
    expect(await roleOf(person)).toBe('staff');
    const key = await keyOf(person, ['accounts:read']);
    expect(await onMachine(person, 'superuser')).toMatchObject({ role: 'superuser' });
    expect((await as(person, 'apiClients.list')).outcome).toBe('OK');
    expect((await as(key, 'accounts.me')).outcome).toBe('SIGN_IN_REQUIRED');
    expect(await auditOf(person)).toContainEqual({
      action: 'account.role-set',
      actor_id: null,
      details: { before: 'staff', after: 'superuser', reason, endedKeys: 1 },
    });
  });

  it('to another superuser, but on the machine of the server', async () => {
    const peer = await make('superuser');
    expect(await reach(superuser, peer)).toEqual([]);
    for (const role of ['member', 'staff'])
      expect((await give(superuser, peer, role)).outcome).toBe('ACCOUNT_OUT_OF_REACH');
    expect(await roleOf(peer)).toBe('superuser');
    await onMachine(peer, 'staff');
    expect((await as(peer, 'apiClients.list')).outcome).toBe('NOT_ALLOWED');
    expect((await as(peer, 'accounts.list')).outcome).toBe('OK');
  });

  it('to a system user, not even on the machine of the server', async () => {
    const made = (await as(superuser, 'systemUsers.create', { fullName: 'Nightly import' })).data;
    const robot = { accountId: made.id as string };
    expect(await reach(superuser, robot)).toEqual([]);
    expect((await give(superuser, robot, 'staff')).outcome).toBe('ROLE_OUT_OF_REACH');
    for (const role of ['staff', 'superuser'] as const)
      await expect(onMachine(robot, role)).rejects.toMatchObject({ code: 'ROLE_OUT_OF_REACH' });
    expect(await roleOf(robot)).toBe('member');
  });

  it('to nobody, or without a reason, or that there is not', async () => {
    const person = await make();
    expect((await give(superuser, { accountId: newId() }, 'staff')).outcome).toBe('ACCOUNT_NOT_FOUND');
    const { accountId } = person;
    const bad = async (input: object) => (await as(superuser, 'accounts.setRole', input)).fault;
    for (const [path, input] of [
      ['reason', { accountId, role: 'staff' }],
      ['reason', { accountId, role: 'staff', reason: ' ' }],
      ['reason', { accountId, role: 'staff', reason: 'x'.repeat(501) }],
      ['role', { accountId, role: 'owner', reason }],
      ['accountId', { accountId: 'me', role: 'staff', reason }],
    ] as const)
      expect(await bad(input)).toMatchObject({ code: 'BAD_INPUT', fields: [{ path }] });
    expect(await roleOf(person)).toBe('member');
  });
});

describe('all other superusers who can sign in are told', () => {
  const toldOf = async (who: Person, subjectId: string) => {
    const told = await server.database.query(
      `select params ->> 'change' as change from notification where kind = 'superusers-changed'
         and account_id = '${who.accountId}' and params ->> 'subjectId' = '${subjectId}' order by id`,
    );
    return told.map(({ change }) => change);
  };

  it('of whoever is made one, or is one no longer, and of no other role', async () => {
    const [keeper, closed, person] = [await make('superuser'), await make('superuser'), await make()];
    await adminClientOf(server).accountCare.disable({ accountId: closed.accountId, reason });
    await give(superuser, person, 'staff');
    expect(await toldOf(keeper, person.accountId)).toEqual([]);
    await onMachine(person, 'superuser');
    const mail = await until(
      async () =>
        (await server.mailsTo(keeper.address)).find(
          ({ subject }) => subject === 'Person 1 is a superuser now',
        ),
      'they were told',
    );
    expect(mail.text).toContain(person.address);
    expect(mail.text).not.toContain(reason);
    await onMachine(person, 'member');
    for (const who of [keeper, superuser])
      expect(await toldOf(who, person.accountId)).toEqual(['made', 'unmade']);
    for (const who of [closed, person]) expect(await toldOf(who, person.accountId)).toEqual([]);
  });

  it('of whoever steps down, too', async () => {
    const leaving = await make('superuser');
    await give(leaving, leaving, 'member');
    expect(await toldOf(superuser, leaving.accountId)).toEqual(['unmade']);
  });

  it('of whoever becomes one by a one-time link', async () => {
    const enrolmentToken = new URL(await server.enrolmentUrl()).hash.slice(1);
    const { account } = await signUp(server, { enrolmentToken, headers: otherNetwork() });
    expect(await toldOf(superuser, account.id)).toEqual(['made']);
  });
});

describe('a closed account', () => {
  it('is given no higher role, and loses the one that it has without a word', async () => {
    const [member, staff] = [await make(), await make('staff')];
    for (const { accountId } of [member, staff])
      await as(superuser, 'accounts.disable', { accountId, reason: 'It sends spam.' });
    expect(await reach(superuser, member)).toEqual([]);
    expect((await give(superuser, member, 'staff')).outcome).toBe('ROLE_OUT_OF_REACH');
    await expect(onMachine(staff, 'superuser')).rejects.toMatchObject({ code: 'ROLE_OUT_OF_REACH' });
    expect(await reach(superuser, staff)).toEqual(['member']);
    expect((await give(superuser, staff, 'member')).data).toMatchObject({ role: 'member' });
    const mails = `select kind from delivery where account_id = '${staff.accountId}'`;
    expect(await server.database.query(mails)).toEqual([]);
  });
});

describe('a superuser steps down', () => {
  it('by themselves, and is told from where it was done, with the link that ends that session', async () => {
    const person = await make('superuser');
    expect(await reach(person, person)).toEqual(['member', 'staff']);
    expect((await give(person, person, 'staff')).data.role).toBe('staff');
    expect((await as(person, 'accounts.endEverybodysSessions')).outcome).toBe('NOT_ALLOWED');
    expect((await give(person, person, 'superuser')).outcome).toBe('NOT_ALLOWED');
    const mail = await until(
      async () => (await server.mailsTo(person.address)).find(({ subject }) => /now staff/.test(subject)),
      'they were told',
    );
    expect(mail.text).toContain('If this was you, there is nothing to do.');
    expect(mail.text).toContain('/not-me?token=');
  });
});
