import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { ask, tally } from '../../testing/ask.ts';
import { passTime } from '../../testing/pass-time.ts';
import { makePerson, type Person, renewToken } from '../../testing/people.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';
import type { ApiKey } from './api-keys.contract.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ RATE_LIMIT_PER_MINUTE: '0' });
});
afterAll(() => server?.stop());

type Role = Parameters<typeof makePerson>[1];
const person = (role?: Role) =>
  makePerson({ config: server.config, databaseUrl: server.database.url, now: server.clock.now() }, role);
const as = (token: string) => ({ url: server.url, token });
const createKey = (token: string, given: object = {}) =>
  ask(as(token), 'apiKeys.create', {
    name: 'A tool',
    scopes: ['events:read', 'accounts:read'],
    expiresInDays: 30,
    ...given,
  });
const keysOf = async (token: string): Promise<ApiKey[]> => (await ask(as(token), 'apiKeys.list')).data.items;

describe('an API key', () => {
  it('is made, acts for its account, is listed by its ending and ends when it is revoked', async () => {
    const { token, accountId } = await person();
    const made = (await createKey(token, { scopes: ['accounts:read', 'accounts:read'] })).data;
    const { key, ...shown } = made;
    expect(shown).toMatchObject({ name: 'A tool', scopes: ['accounts:read'], lastUsedAt: null });
    expect(key.endsWith(made.ending)).toBe(true);
    expect(made.expiresAt.getTime() - made.createdAt.getTime()).toBe(30 * DAY_MS);
    expect(await keysOf(token)).toEqual([shown]);

    expect((await ask(as(key), 'accounts.me')).data.id).toBe(accountId);
    expect((await ask(as(token), 'apiKeys.revoke', { keyId: made.id })).data).toEqual({});
    expect((await ask(as(token), 'apiKeys.revoke', { keyId: made.id })).data).toEqual({});
    expect((await ask(as(key), 'accounts.me')).outcome).toBe('SIGN_IN_REQUIRED');
    expect(await keysOf(token)).toEqual([]);
  });

  it('works by the REST door too, in its role and within its scopes', async () => {
    const { key } = (await createKey((await person('staff')).token)).data;
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const me = await fetch(`${server.url}/api/v1/accounts/me`, { headers });
    expect(await me.json()).toMatchObject({ role: 'staff' });
    const refused = await fetch(`${server.url}/api/v1/accounts/me`, {
      method: 'PATCH',
      headers,
      body: '{"fullName":"Ada"}',
    });
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({
      error: { code: 'SCOPE_REQUIRED', message: expect.stringContaining('accounts:write') },
    });
  });

  it('is never a way to another key, to sessions, or to anything that wants a fresh sign-in', async () => {
    const { token } = await person('superuser');
    const { key, id } = (await createKey(token)).data;
    const create = { name: 'Another', scopes: ['events:read'], expiresInDays: 1 };
    expect((await ask(as(key), 'apiKeys.create', create)).outcome).toBe('SCOPE_REQUIRED');
    expect((await ask(as(key), 'apiKeys.revoke', { keyId: id })).outcome).toBe('SCOPE_REQUIRED');
    expect((await ask(as(key), 'sessions.endOthers')).outcome).toBe('SCOPE_REQUIRED');
    expect((await ask(as(key), 'sessions.signOut')).outcome).toBe('SCOPE_REQUIRED');
    expect((await ask(as(key), 'apiClients.list')).outcome).toBe('SCOPE_REQUIRED');
    expect(await keysOf(token)).toHaveLength(1);
  });

  it('A5 wants a fresh sign-in to be made or revoked', async () => {
    const held = await person();
    const made = (await createKey(held.token)).data;
    await passTime(server, 11 * MINUTE_MS);
    const { token } = await renewToken(server, held);
    expect((await createKey(token)).outcome).toBe('REAUTHENTICATION_REQUIRED');
    expect((await ask(as(token), 'apiKeys.revoke', { keyId: made.id })).outcome).toBe(
      'REAUTHENTICATION_REQUIRED',
    );
    expect((await ask(as(made.key), 'accounts.me')).outcome).toBe('OK');
  });

  it('A4 of somebody else answers as one that does not exist, and stays', async () => {
    const [held, stranger] = [await person(), await person('superuser')];
    const made = (await createKey(held.token)).data;
    const theirs = await ask(as(stranger.token), 'apiKeys.revoke', { keyId: made.id });
    const none = await ask(as(stranger.token), 'apiKeys.revoke', { keyId: newId() });
    expect(theirs.outcome).toBe('API_KEY_NOT_FOUND');
    expect({ ...theirs.fault, requestId: '' }).toEqual({ ...none.fault, requestId: '' });
    expect(await keysOf(stranger.token)).toEqual([]);
    expect((await ask(as(made.key), 'accounts.me')).outcome).toBe('OK');
  });

  it('is refused when it is cut, lengthened or misspelt, and when it was never given out', async () => {
    const { key } = (await createKey((await person()).token)).data;
    const other = key.endsWith('0') ? '1' : '0';
    for (const wrong of [
      key.slice(0, -1),
      `${key}0`,
      `${key.slice(0, -1)}${other}`,
      key.toUpperCase(),
      'foyer_',
    ])
      expect((await ask(as(wrong), 'accounts.me')).outcome).toBe('SIGN_IN_REQUIRED');
  });

  it('is kept as a hash only, also where its making could be asked for again', async () => {
    const { token } = await person();
    const headers = { 'idempotency-key': 'once-and-again' };
    const create = { name: 'A tool', scopes: ['events:read'], expiresInDays: 1 };
    const made = await ask({ ...as(token), headers }, 'apiKeys.create', create);
    const again = await ask({ ...as(token), headers }, 'apiKeys.create', create);
    expect(again.data).toEqual(made.data);
    expect(await keysOf(token)).toHaveLength(1);
    const { key } = made.data;
    for (const table of ['api_key', 'idempotency_record', 'audit_entry', 'delivery'])
      expect(JSON.stringify(await server.database.query(`select * from ${table}`))).not.toContain(key);
  });

  it('tells its owner by mail, and the audit trail', async () => {
    const held = await person();
    const { id } = (await createKey(held.token)).data;
    await until(async () => (await server.mailsTo(held.address)).length === 1, 'the owner was told');
    await ask(as(held.token), 'apiKeys.revoke', { keyId: id });
    const entries = await server.database.query(
      `select action from audit_entry where actor_id = '${held.accountId}' order by at`,
    );
    expect(entries.map(({ action }) => action)).toEqual(['security.api-key-made', 'api-key.revoked']);
  });

  it('ends when it says so, also where it is remembered', async () => {
    const held = await person();
    const { key } = (await createKey(held.token, { expiresInDays: 1 })).data;
    expect((await ask(as(key), 'accounts.me')).outcome).toBe('OK');
    await passTime(server, DAY_MS - MINUTE_MS);
    expect((await ask(as(key), 'accounts.me')).outcome).toBe('OK');
    await passTime(server, 2 * MINUTE_MS);
    expect((await ask(as(key), 'accounts.me')).outcome).toBe('SIGN_IN_REQUIRED');
  });

  it('says when it was last used, to the minute', async () => {
    const held = await person();
    const { key } = (await createKey(held.token)).data;
    const lastUse = async (holder: Person = held) => (await keysOf(holder.token))[0]?.lastUsedAt ?? undefined;
    await ask(as(key), 'accounts.me');
    const first = await until(() => lastUse(), 'the first use was noted');
    await passTime(server, MINUTE_MS / 2);
    await ask(as(key), 'accounts.me');
    await passTime(server, MINUTE_MS);
    await ask(as(key), 'accounts.me');
    const second = await until(async () => {
      const use = await lastUse();
      return use !== undefined && use > first && use;
    }, 'a use of a later minute was noted');
    expect(second.getTime() - first.getTime()).toBeGreaterThanOrEqual(MINUTE_MS);
  });

  it.each([
    ['a scope of what signs somebody in', { scopes: ['sessions:write'] }],
    ['no scope', { scopes: [] }],
    ['no end', { expiresInDays: 366 }],
    ['an end at once', { expiresInDays: 0 }],
    ['half a day', { expiresInDays: 1.5 }],
    ['a name of two lines', { name: 'A\nB' }],
    ['no name', { name: ' ' }],
  ])('is not made with %s', async (_what, given) => {
    expect((await createKey((await person()).token, given)).outcome).toBe('BAD_INPUT');
  });

  it('A11 is one of fifty at most, however many are asked for at once', async () => {
    const { token, accountId } = await person();
    await server.database.query(
      `insert into api_key (id, account_id, name, hash, ending, scopes, created_at, expires_at)
       select gen_random_uuid(), '${accountId}', 'n', md5(n::text), 'x', '[]', now(), now() + interval '900 days'
       from generate_series(1, 47) as n`,
    );
    const answers = await Promise.all(Array.from({ length: 8 }, () => createKey(token)));
    expect(tally(answers)).toEqual({ OK: 3, TOO_MANY_API_KEYS: 5 });
    expect(await keysOf(token)).toHaveLength(50);
  });

  it('wants somebody who is signed in', async () => {
    expect((await ask(server.url, 'apiKeys.list')).outcome).toBe('SIGN_IN_REQUIRED');
    expect((await createKey('nonsense')).outcome).toBe('SIGN_IN_REQUIRED');
    expect((await ask(server.url, 'apiKeys.revoke', { keyId: newId() })).outcome).toBe('SIGN_IN_REQUIRED');
  });
});
