import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type ClientOptions, createClient } from '../src/index.ts';
import { startSmallServer } from './small-server.ts';

let server: Awaited<ReturnType<typeof startSmallServer>>;
beforeEach(async () => {
  server = await startSmallServer();
});
afterEach(() => server.stop());

const refuse = (...paths: string[]) => {
  for (const path of paths)
    server.state.refusals.push({ path, status: 'FORBIDDEN', code: 'REAUTHENTICATION_REQUIRED' });
};

async function signIn(
  onReauthenticationRequired?: () => Promise<boolean>,
  more: Pick<ClientOptions, 'onSessionEnd'> = {},
) {
  const client = createClient({ url: server.url, onReauthenticationRequired, ...more });
  await client.signIns.redeemCode({ ticket: 't', code: '12345678' });
  return client;
}

test('asks once for however many calls, and sends each again with the same key', async () => {
  const answer = Promise.withResolvers<boolean>();
  const ask = vi.fn(() => answer.promise);
  const client = await signIn(ask);
  refuse('participations.join', 'accounts.updateProfile', 'accounts.me');
  const calls = Promise.all([
    client.participations.join({ eventId: 'a' }),
    client.accounts.updateProfile({ fullName: 'Somebody Else' }),
    client.accounts.me(),
  ]);
  await vi.waitFor(() => expect(server.state.refusals).toHaveLength(0));
  await vi.waitFor(() => expect(ask).toHaveBeenCalledTimes(1));
  expect(server.asked('participations.join')).toHaveLength(1);
  answer.resolve(true);
  const [joined, updated, me] = await calls;
  expect(ask).toHaveBeenCalledTimes(1);
  expect(updated.fullName).toBe('Somebody Else');
  expect(me.address).toBe('person@example.org');
  const keys = server.asked('participations.join').map(({ headers }) => headers['idempotency-key']);
  expect(keys).toEqual([joined.id, joined.id]);
});

test('lets its own calls through while it asks', async () => {
  const client = await signIn(async () => (await client.accounts.me()).fullName === 'A Person');
  refuse('participations.join');
  expect(await client.participations.join({ eventId: 'a' })).toMatchObject({ state: 'going' });
});

test('throws the refusal when nobody confirms, and asks again the next time', async () => {
  const ask = vi.fn(async () => false);
  const client = await signIn(ask);
  for (let count = 1; count <= 2; count += 1) {
    refuse('accounts.me');
    await expect(client.accounts.me()).rejects.toMatchObject({ code: 'REAUTHENTICATION_REQUIRED' });
    expect(ask).toHaveBeenCalledTimes(count);
  }
  expect(server.asked('accounts.me')).toHaveLength(2);
});

test('throws the refusal when there is nobody to ask', async () => {
  const client = await signIn();
  refuse('accounts.me');
  const me = await client.accounts.me.safe();
  expect(me).toMatchObject({ ok: false, error: { code: 'REAUTHENTICATION_REQUIRED' } });
});

test('does not ask over and over when the server still refuses', async () => {
  const ask = vi.fn(async () => true);
  const client = await signIn(ask);
  refuse('accounts.me', 'accounts.me');
  await expect(client.accounts.me()).rejects.toMatchObject({ code: 'REAUTHENTICATION_REQUIRED' });
  expect(ask).toHaveBeenCalledTimes(1);
});

test('passes on what went wrong while it asked', async () => {
  const client = await signIn(() => Promise.reject(new Error('no dialog here')));
  refuse('accounts.me');
  await expect(client.accounts.me()).rejects.toThrow('no dialog here');
});

test('does not ask again for a call whose refusal comes after somebody has confirmed', async () => {
  const ask = vi.fn(async () => true);
  const client = await signIn(ask);
  refuse('participations.join', 'accounts.updateProfile');
  const released = Promise.withResolvers<void>();
  server.state.held = { path: 'accounts.updateProfile', until: released.promise };
  const late = client.accounts.updateProfile({ fullName: 'Somebody Else' });
  await vi.waitFor(() => expect(server.asked('accounts.updateProfile')).toHaveLength(1));
  await client.participations.join({ eventId: 'a' });
  released.resolve();
  expect(await late).toMatchObject({ fullName: 'Somebody Else' });
  expect(ask).toHaveBeenCalledTimes(1);
});

test('is signed out when it confirms and the server says that the session is over', async () => {
  const onSessionEnd = vi.fn();
  const client = await signIn(undefined, { onSessionEnd });
  const path = 'reauthentications.withCode';
  server.state.refusals.push({ path, status: 'UNAUTHORIZED', code: 'SESSION_ENDED' });
  await expect(client.reauthentications.withCode({ ticket: 't', code: '12345678' })).rejects.toMatchObject({
    code: 'SESSION_ENDED',
  });
  expect(await client.session.get()).toBeNull();
  expect(onSessionEnd).toHaveBeenCalledTimes(1);
});
