import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { ask } from '../../testing/ask.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { signIn, signUp } from '../../testing/sign-up.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer(BEHIND_PROXY);
});
afterAll(() => server?.stop());

const person = () => signUp(server, { headers: otherNetwork() });
const as = (token: string) => ({ url: server.url, token });

describe('one’s sessions', () => {
  it('are listed with device, network address and which one asks, and nobody else’s', async () => {
    const headers: Record<string, string> = {
      ...otherNetwork(),
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    };
    const held = await person();
    await person();
    const device = await signIn(server, held.account.address, headers);
    const { items } = (await ask(as(held.accessToken), 'sessions.list')).data;
    expect(items.map(({ id, isCurrent }) => ({ id, isCurrent }))).toEqual(
      expect.arrayContaining([
        { id: held.sessionId, isCurrent: true },
        { id: device.sessionId, isCurrent: false },
      ]),
    );
    expect(items).toHaveLength(2);
    const listed = items.find(({ id }) => id === device.sessionId);
    expect(listed?.device).toContain('Firefox');
    expect(listed?.ipAddress).toBe(headers['x-forwarded-for']);
  });

  it('begin and are listed even where a believed proxy passes on what is no address', async () => {
    const held = await signUp(server, { headers: { 'x-forwarded-for': 'not-an-address-'.repeat(20) } });
    const { items } = (await ask(as(held.accessToken), 'sessions.list')).data;
    expect(items.map(({ ipAddress }) => ipAddress)).toEqual(['unknown']);
  });

  it('can be ended one by one, and an ended one is no longer listed', async () => {
    const held = await person();
    const device = await signIn(server, held.account.address, otherNetwork());
    const end = () => ask(as(held.accessToken), 'sessions.end', { sessionId: device.sessionId });
    expect((await end()).data).toEqual({});
    expect((await end()).data).toEqual({});
    const { items } = (await ask(as(held.accessToken), 'sessions.list')).data;
    expect(items.map(({ id }) => id)).toEqual([held.sessionId]);
    const refreshed = await ask(server.url, 'sessions.refresh', { refreshToken: device.refreshToken });
    expect(refreshed.outcome).toBe('SESSION_ENDED');
  });

  it('A5 wants a fresh sign-in to end others, and none to look or to leave', async () => {
    const held = await person();
    const device = await signIn(server, held.account.address, otherNetwork());
    await server.database.query(
      `update session set authenticated_at = now() - interval '11 minutes' where id = '${held.sessionId}'`,
    );
    const stale = as(held.accessToken);
    expect((await ask(stale, 'sessions.list')).data.items).toHaveLength(2);
    for (const [procedure, input] of [
      ['sessions.end', { sessionId: device.sessionId }],
      ['sessions.endOthers', {}],
    ] as const)
      expect((await ask(stale, procedure, input)).outcome).toBe('REAUTHENTICATION_REQUIRED');
    expect((await ask(as(device.accessToken), 'accounts.me')).outcome).toBe('OK');
    expect((await ask(stale, 'sessions.signOut')).outcome).toBe('OK');
  });

  it('A4 of somebody else answer as ones that do not exist, and stay', async () => {
    const [held, stranger] = [await person(), await person()];
    const theirs = await ask(as(held.accessToken), 'sessions.end', { sessionId: stranger.sessionId });
    const none = await ask(as(held.accessToken), 'sessions.end', { sessionId: newId() });
    expect(theirs.outcome).toBe('SESSION_NOT_FOUND');
    expect({ ...theirs.fault, requestId: '' }).toEqual({ ...none.fault, requestId: '' });
    expect((await ask(as(stranger.accessToken), 'accounts.me')).outcome).toBe('OK');
  });

  it('can all be ended but the one that asks', async () => {
    const held = await person();
    const devices = [
      await signIn(server, held.account.address, otherNetwork()),
      await signIn(server, held.account.address, otherNetwork()),
    ];
    expect((await ask(as(held.accessToken), 'sessions.endOthers')).data).toEqual({ ended: 2 });
    expect((await ask(as(held.accessToken), 'sessions.endOthers')).data).toEqual({ ended: 0 });
    for (const { accessToken } of devices)
      expect((await ask(as(accessToken), 'accounts.me')).outcome).toBe('SIGN_IN_REQUIRED');
    expect((await ask(as(held.accessToken), 'accounts.me')).outcome).toBe('OK');
  });

  it.each([
    'sessions.list',
    'sessions.end',
    'sessions.endOthers',
    'accounts.me',
    'accounts.updateProfile',
  ] as const)('are for who is signed in: %s refuses nobody and nonsense', async (procedure) => {
    const input = procedure === 'sessions.end' ? { sessionId: newId() } : {};
    expect((await ask(server.url, procedure, input)).outcome).toBe('SIGN_IN_REQUIRED');
    expect((await ask(as('nonsense'), procedure, input)).outcome).toBe('SIGN_IN_REQUIRED');
  });
});

describe('signing out', () => {
  it('ends the session of the refresh token, and works twice', async () => {
    const held = await person();
    const signOut = () => ask(server.url, 'sessions.signOut', { refreshToken: held.refreshToken });
    expect((await signOut()).data).toEqual({});
    expect((await signOut()).data).toEqual({});
    expect((await ask(as(held.accessToken), 'accounts.me')).outcome).toBe('SIGN_IN_REQUIRED');
  });

  it('works with an access token alone, also with one that is dead', async () => {
    const held = await person();
    expect((await ask(as(held.accessToken), 'sessions.signOut')).outcome).toBe('OK');
    expect((await ask(as(held.accessToken), 'sessions.signOut')).outcome).toBe('OK');
    const refreshed = await ask(server.url, 'sessions.refresh', { refreshToken: held.refreshToken });
    expect(refreshed.outcome).toBe('SESSION_ENDED');
  });

  it('with a token that was never given out ends nobody’s session', async () => {
    const held = await person();
    expect((await ask(server.url, 'sessions.signOut', { refreshToken: 'never-given-out' })).outcome).toBe(
      'OK',
    );
    expect((await ask(as(held.accessToken), 'accounts.me')).outcome).toBe('OK');
  });
});

describe('one’s profile', () => {
  it('changed once is seen at once by who-am-I, on this device and on another', async () => {
    const held = await person();
    const device = await signIn(server, held.account.address, otherNetwork());
    for (const { accessToken } of [held, device])
      expect((await ask(as(accessToken), 'accounts.me')).data.fullName).toBe('Ada Example');
    const changed = await ask(as(held.accessToken), 'accounts.updateProfile', {
      fullName: 'Ada Renamed',
      locale: 'ru',
    });
    expect(changed.data).toMatchObject({ fullName: 'Ada Renamed', locale: 'ru' });
    for (const { accessToken } of [held, device])
      expect((await ask(as(accessToken), 'accounts.me')).data).toEqual(changed.data);
  });

  it('A15 takes nothing but name and language: not a role, an address or another account', async () => {
    const [held, stranger] = [await person(), await person()];
    const changed = await ask(as(held.accessToken), 'accounts.updateProfile', {
      fullName: 'Ada Renamed',
      id: stranger.account.id,
      accountId: stranger.account.id,
      role: 'superuser',
      address: 'other@example.org',
      addressVerifiedAt: new Date(),
    });
    expect(changed.data).toEqual({ ...held.account, fullName: 'Ada Renamed' });
    expect((await ask(as(stranger.accessToken), 'accounts.me')).data).toEqual(stranger.account);
  });

  it('A24 takes no line break or control character in a name', async () => {
    const held = await person();
    for (const fullName of [
      'Ada\r\nBcc: x@example.org',
      'Ada\u0000',
      'Ada\u2028Example',
      '',
      '  ',
      'x'.repeat(121),
    ])
      expect((await ask(as(held.accessToken), 'accounts.updateProfile', { fullName })).outcome).toBe(
        'BAD_INPUT',
      );
    expect((await ask(as(held.accessToken), 'accounts.me')).data).toEqual(held.account);
  });
});
