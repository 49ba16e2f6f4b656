import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createClient, memoryStore } from '../src/index.ts';
import { startSmallServer } from './small-server.ts';

const KEY = `foyer_${'x'.repeat(51)}`;

let server: Awaited<ReturnType<typeof startSmallServer>>;
beforeAll(async () => {
  server = await startSmallServer();
});
afterAll(() => server.stop());
beforeEach(() => {
  server.state.seen.length = 0;
});

test('sends an API key with every call, and looks for no session', async () => {
  const session = memoryStore();
  session.get = () => {
    throw new Error('nobody looks for a session');
  };
  const client = createClient({ url: server.url, apiKey: KEY, session });
  await client.events.list();
  await client.signIns.requestCode({ address: 'person@example.org' });
  expect(await client.session.get()).toBeNull();
  expect(server.state.seen.map(({ headers }) => headers.authorization)).toEqual([
    `Bearer ${KEY}`,
    `Bearer ${KEY}`,
  ]);
});

test('renews nothing when an API key is refused', async () => {
  const client = createClient({ url: server.url, apiKey: KEY });
  await expect(client.accounts.me()).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' });
  expect(server.state.seen.map(({ path }) => path)).toEqual(['accounts.me']);
});

test('sends a change with an API key once for its idempotency key', async () => {
  const client = createClient({ url: server.url, apiKey: KEY });
  await client.participations.join.safe({ eventId: 'e1' });
  const [asked] = server.asked('participations.join');
  expect(asked?.headers.authorization).toBe(`Bearer ${KEY}`);
  expect(asked?.headers['idempotency-key']).toEqual(expect.any(String));
});

test('shows the client that it is, beside a session, a key and headers of its own', async () => {
  const shown = { id: 'the-id', secret: 'the-secret' };
  const headers = { 'x-tenant': 'hall' };
  for (const apiKey of [undefined, KEY])
    await createClient({ url: server.url, client: shown, headers, apiKey }).events.list();
  expect(server.state.seen).toHaveLength(2);
  for (const { headers: sent } of server.state.seen)
    expect(sent).toMatchObject({
      'x-client-id': 'the-id',
      'x-client-secret': 'the-secret',
      'x-tenant': 'hall',
    });
});
