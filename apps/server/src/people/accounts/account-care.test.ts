import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../kernel/clock.ts';
import { adminClientOf } from '../../testing/admin-client.ts';
import { ask, type ProcedureName } from '../../testing/ask.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { passTime } from '../../testing/pass-time.ts';
import { makePerson, type Person, renewToken } from '../../testing/people.ts';
import { signIn, signUp } from '../../testing/sign-up.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { PASSWORD, signInWithPassword, signUpWithPassword } from '../../testing/with-password.ts';
import type { AccountPage } from './account-care.contract.ts';

let server: TestServer;
let staff: Person;
let superuser: Person;
const makeOne = (role?: Parameters<typeof makePerson>[1]) =>
  makePerson({ config: server.config, databaseUrl: server.database.url, now: server.clock.now() }, role);
beforeAll(async () => {
  server = await startTestServer({ ...BEHIND_PROXY, RATE_LIMIT_PER_MINUTE: '0' });
  staff = await makeOne('staff');
  superuser = await makeOne('superuser');
});
afterAll(() => server?.stop());

const as = <Name extends ProcedureName>(who: { token: string }, procedure: Name, input: object = {}) =>
  ask({ url: server.url, token: who.token, headers: otherNetwork() }, procedure, input);
const why = 'It sends spam.';
const disable = (who: Person, accountId: string) => as(who, 'accounts.disable', { accountId, reason: why });
const auditOf = (accountId: string) =>
  server.database.query(
    `select action, actor_id, details from audit_entry where subject_id = '${accountId}' order by id`,
  );

describe('a disabled account', () => {
  it('A16 is out at once, with its sessions and its API keys, and gets in by no way it had', async () => {
    const held = await signUpWithPassword(server);
    const { id } = held.account;
    const me = { token: held.accessToken };
    const made = await as(me, 'apiKeys.create', {
      name: 'A tool',
      scopes: ['accounts:read'],
      expiresInDays: 1,
    });
    const key = { token: made.data.key };
    expect((await as(key, 'accounts.me')).outcome).toBe('OK');
    expect((await disable(staff, id)).outcome).toBe('OK');
    for (const who of [me, key]) expect((await as(who, 'accounts.me')).outcome).toBe('SIGN_IN_REQUIRED');
    const { refreshToken } = held;
    expect((await ask(server.url, 'sessions.refresh', { refreshToken })).outcome).toBe('SESSION_ENDED');
    expect((await signInWithPassword(server, held.address, PASSWORD)).outcome).toBe('ACCOUNT_DISABLED');
    expect(await auditOf(id)).toContainEqual({
      action: 'account.disabled',
      actor_id: staff.accountId,
      details: { reason: why, endedSessions: 1 },
    });
    const shown = (await as(staff, 'accounts.get', { accountId: id })).data;
    expect(shown).toMatchObject({ disabledReason: why, sessions: 0, isInReach: true });
    expect(shown.disabledAt).not.toBeNull();
  });

  it('is opened again, by a new sign-in alone', async () => {
    const held = await signUp(server, { headers: otherNetwork() });
    const accountId = held.account.id;
    await disable(staff, accountId);
    expect((await as(staff, 'accounts.enable', { accountId })).outcome).toBe('OK');
    expect((await as({ token: held.accessToken }, 'accounts.me')).outcome).toBe('SIGN_IN_REQUIRED');
    const again = await signIn(server, held.account.address, otherNetwork());
    expect((await as({ token: again.accessToken }, 'accounts.me')).outcome).toBe('OK');
    expect((await auditOf(accountId)).map(({ action }) => action)).toContain('account.enabled');
  });

  it('is disabled once: twice is nothing more, and the first reason stays', async () => {
    const { accountId } = await makeOne();
    await disable(staff, accountId);
    expect((await as(superuser, 'accounts.disable', { accountId, reason: 'Another.' })).outcome).toBe('OK');
    expect((await as(staff, 'accounts.get', { accountId })).data.disabledReason).toBe(why);
    const disabled = (await auditOf(accountId)).filter(({ action }) => action === 'account.disabled');
    expect(disabled).toHaveLength(1);
  });
});

describe('sessions of others', () => {
  it('end on every device, and API keys go on', async () => {
    const held = await signUp(server, { headers: otherNetwork() });
    const other = await signIn(server, held.account.address, otherNetwork());
    const accountId = held.account.id;
    const wanted = { name: 'A tool', scopes: ['accounts:read'], expiresInDays: 1 };
    const { key } = (await as({ token: other.accessToken }, 'apiKeys.create', wanted)).data;
    const ended = await as(staff, 'accounts.endSessions', { accountId });
    expect(ended.data).toEqual({ ended: 2 });
    for (const { accessToken: token } of [held, other])
      expect((await as({ token }, 'accounts.me')).outcome).toBe('SIGN_IN_REQUIRED');
    expect((await as({ token: key }, 'accounts.me')).outcome).toBe('OK');
  });

  it('A15 everybody is signed out by a superuser alone, who stays', async () => {
    const held = await makeOne();
    const brief = await makeOne('staff');
    expect((await as(brief, 'accounts.endEverybodysSessions')).outcome).toBe('NOT_ALLOWED');
    expect((await as(held, 'accounts.me')).outcome).toBe('OK');
    const asker = await makeOne('superuser');
    const ended = await as(asker, 'accounts.endEverybodysSessions');
    expect(ended.data.ended).toBeGreaterThanOrEqual(2);
    for (const gone of [held, brief, staff])
      expect((await as(gone, 'accounts.me')).outcome).toBe('SIGN_IN_REQUIRED');
    expect((await as(asker, 'accounts.me')).outcome).toBe('OK');
    staff = await makeOne('staff');
    superuser = await makeOne('superuser');
  });
});

describe('A15 out of reach is', () => {
  const acts = (accountId: string): [ProcedureName, object][] => [
    ['accounts.disable', { accountId, reason: why }],
    ['accounts.enable', { accountId }],
    ['accounts.endSessions', { accountId }],
  ];

  it('to staff: themselves, other staff, and superusers', async () => {
    const colleague = await makeOne('staff');
    for (const { accountId } of [staff, colleague, superuser]) {
      for (const [procedure, input] of acts(accountId))
        expect((await as(staff, procedure, input)).outcome).toBe('ACCOUNT_OUT_OF_REACH');
      expect((await as(staff, 'accounts.get', { accountId })).data.isInReach).toBe(false);
    }
    for (const who of [staff, colleague, superuser])
      expect((await as(who, 'accounts.me')).outcome).toBe('OK');
  });

  it('to a superuser: themselves and other superusers, and staff is not', async () => {
    const [peer, subordinate] = [await makeOne('superuser'), await makeOne('staff')];
    for (const { accountId } of [superuser, peer])
      for (const [procedure, input] of acts(accountId))
        expect((await as(superuser, procedure, input)).outcome).toBe('ACCOUNT_OUT_OF_REACH');
    expect((await disable(superuser, subordinate.accountId)).outcome).toBe('OK');
    expect((await as(subordinate, 'accounts.me')).outcome).toBe('SIGN_IN_REQUIRED');
  });

  it('to a member: everybody, and even the list', async () => {
    const [one, other] = [await makeOne(), await makeOne()];
    for (const [procedure, input] of [...acts(other.accountId), ['accounts.list', {}] as const])
      expect((await as(one, procedure, input)).outcome).toBe('NOT_ALLOWED');
    expect((await as(one, 'accounts.get', { accountId: other.accountId })).outcome).toBe('NOT_ALLOWED');
  });

  it('a superuser to all but who has the key of the machine', async () => {
    const peer = await makeOne('superuser');
    await adminClientOf(server).accountCare.disable({ accountId: peer.accountId, reason: why });
    expect((await as(peer, 'accounts.me')).outcome).toBe('SIGN_IN_REQUIRED');
    expect(await auditOf(peer.accountId)).toMatchObject([{ action: 'account.disabled', actor_id: null }]);
  });
});

it('A5 staff that has signed in a while ago confirms first, and an API key never can', async () => {
  const { accountId } = await makeOne();
  const key = (
    await as(superuser, 'apiKeys.create', { name: 'A tool', scopes: ['accounts:write'], expiresInDays: 1 })
  ).data.key as string;
  expect((await disable({ ...superuser, token: key }, accountId)).outcome).toBe('REAUTHENTICATION_REQUIRED');
  await passTime(server, 11 * MINUTE_MS);
  const stale = await renewToken(server, staff);
  expect((await disable(stale, accountId)).outcome).toBe('REAUTHENTICATION_REQUIRED');
  expect((await as(stale, 'accounts.list')).outcome).toBe('OK');
  staff = await makeOne('staff');
  superuser = await makeOne('superuser');
});

it('refuses what is no account, and a reason that is none', async () => {
  const accountId = '019f0000-0000-7000-8000-000000000000';
  expect((await disable(staff, accountId)).outcome).toBe('ACCOUNT_NOT_FOUND');
  expect((await as(staff, 'accounts.get', { accountId })).outcome).toBe('ACCOUNT_NOT_FOUND');
  expect((await as(staff, 'accounts.disable', { accountId, reason: ' ' })).fault).toMatchObject({
    code: 'BAD_INPUT',
    fields: [{ path: 'reason' }],
  });
  expect((await ask(server.url, 'accounts.list')).outcome).toBe('SIGN_IN_REQUIRED');
});

describe('the list of accounts', () => {
  const addressesIn = async (input: object) =>
    (await as(staff, 'accounts.list', input)).data.items.map(({ address }: { address: string }) => address);

  it('is read to its end page by page, each account once', async () => {
    const made = [];
    for (let index = 0; index < 5; index++) made.push((await makeOne()).accountId);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: AccountPage = (await as(staff, 'accounts.list', { limit: 2, ...(cursor && { cursor }) }))
        .data;
      seen.push(...page.items.map(({ id }: { id: string }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(seen.toSorted().toReversed());
    expect(seen).toEqual(expect.arrayContaining(made));
  });

  it('is searched by a part of a name or an address, in any case, and no sign means another', async () => {
    const { accountId, address } = await makeOne();
    await server.database.query(`update account set full_name = 'Ольга 100%_a' where id = '${accountId}'`);
    for (const query of ['ольга', 'ГА 100', '0%_A', address.slice(5, 40).toUpperCase()])
      expect(await addressesIn({ query })).toEqual([address]);
    for (const query of ['%ольга', '100_', 'ольг_', String.raw`\ольга`])
      expect(await addressesIn({ query })).toEqual([]);
  });

  it('is narrowed to a role, to what is disabled, and to people', async () => {
    const { accountId, address } = await makeOne();
    await disable(staff, accountId);
    expect(await addressesIn({ state: 'disabled', limit: 100 })).toContain(address);
    expect(await addressesIn({ state: 'open', limit: 100 })).not.toContain(address);
    expect(await addressesIn({ role: 'superuser', limit: 100 })).not.toContain(address);
    expect(await addressesIn({ kind: 'system', limit: 100 })).not.toContain(address);
  });

  it('A20 takes no cursor of another search', async () => {
    const { nextCursor } = (await as(staff, 'accounts.list', { limit: 1 })).data;
    expect((await as(staff, 'accounts.list', { cursor: nextCursor, query: 'a' })).outcome).toBe(
      'CURSOR_INVALID',
    );
  });
});
