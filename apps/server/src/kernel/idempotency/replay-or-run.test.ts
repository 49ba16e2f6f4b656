import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, tally } from '../../testing/ask.ts';
import { signIn, signUp } from '../../testing/sign-up.ts';
import { type SpawnedServer, spawnBeside } from '../../testing/spawn-server.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

let server: TestServer;
let other: SpawnedServer;
let staff: string;
let member: string;
let keys = 0;

beforeAll(async () => {
  server = await startTestServer();
  other = await spawnBeside(server);
  const token = new URL(await server.enrolmentUrl()).hash.slice(1);
  staff = (await signUp(server, { enrolmentToken: token })).accessToken;
  member = (await signUp(server)).accessToken;
});
afterAll(async () => {
  await other?.stop();
  await server?.stop();
});

const newKey = () => `key-of-a-test-${++keys}`;
const caller = (token: string, key: string, url = server.url) => ({
  url,
  token,
  headers: { 'idempotency-key': key },
});
const draft = (name: string) => ({
  name,
  shortDescription: 'A short one.',
  description: 'A longer one.',
  startsAtLocal: '2031-05-01T19:00',
  endsAtLocal: '2031-05-01T21:00',
  timeZone: 'Europe/Berlin',
  location: 'The hall',
  capacity: 10,
});
const eventsNamed = (name: string) => server.database.query(`select id from event where name = '${name}'`);

describe('an idempotency key', () => {
  it('gives the same answer to the same call, and one change', async () => {
    const key = newKey();
    const first = await ask(caller(staff, key), 'events.create', draft('Once'));
    const again = await ask(caller(staff, key), 'events.create', draft('Once'));
    expect(again.data).toEqual(first.data);
    expect(await eventsNamed('Once')).toEqual([{ id: first.data.id }]);
  });

  it('is refused for another input, and for another procedure', async () => {
    const key = newKey();
    const first = await ask(caller(staff, key), 'events.create', draft('One thing'));
    const otherInput = await ask(caller(staff, key), 'events.create', draft('Another thing'));
    expect(otherInput.outcome).toBe('IDEMPOTENCY_KEY_REUSED');
    const otherProcedure = await ask(caller(staff, key), 'events.publish', { eventId: first.data.id });
    expect(otherProcedure.outcome).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(await eventsNamed('Another thing')).toEqual([]);
  });

  it('lets twins that arrive at once over two processes make one change, and answers both alike', async () => {
    const key = newKey();
    const twins = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        ask(caller(staff, key, index % 2 ? server.url : other.url), 'events.create', draft('Twin')),
      ),
    );
    expect(tally(twins)).toEqual({ OK: 10 });
    expect(new Set(twins.map(({ data }) => data.id)).size).toBe(1);
    expect(await eventsNamed('Twin')).toHaveLength(1);
  });

  it('keeps no refusal: what is allowed later is then done', async () => {
    const created = await ask(caller(staff, newKey()), 'events.create', draft('Not yet'));
    const eventId = created.data.id;
    const key = newKey();
    expect((await ask(caller(member, key), 'participations.join', { eventId })).outcome).not.toBe('OK');
    expect((await ask(caller(staff, newKey()), 'events.publish', { eventId })).outcome).toBe('OK');
    expect((await ask(caller(member, key), 'participations.join', { eventId })).outcome).toBe('OK');
  });

  it('A2 of another account is another key: nothing of that account is replayed', async () => {
    const key = newKey();
    const [mine, theirs] = [await signUp(server), await signUp(server)];
    const rename = { fullName: 'Renamed' };
    const first = await ask(caller(mine.accessToken, key), 'accounts.updateProfile', rename);
    const second = await ask(caller(theirs.accessToken, key), 'accounts.updateProfile', rename);
    expect(first.data.id).toBe(mine.account.id);
    expect(second.data.id).toBe(theirs.account.id);
  });

  it('A2 does nothing for nobody: without a sign-in there is nothing to replay', async () => {
    const headers = { 'idempotency-key': newKey() };
    const start = { address: 'twice@example.org', fullName: 'Ada' };
    const first = await ask({ url: server.url, headers }, 'registrations.start', start);
    const second = await ask({ url: server.url, headers }, 'registrations.start', start);
    expect(second.data.ticket).not.toBe(first.data.ticket);
  });

  it('never keeps a token: what proves itself is not replayed, also beside a sign-in', async () => {
    const { account, accessToken } = await signUp(server);
    const session = await signIn(server, account.address);
    const key = newKey();
    const renewed = await ask(caller(accessToken, key), 'sessions.refresh', {
      refreshToken: session.refreshToken,
    });
    const kept = await server.database.query('select answer from idempotency_record');
    const text = JSON.stringify(kept);
    expect(renewed.data.refreshToken).toEqual(expect.any(String));
    expect(text).not.toContain(renewed.data.refreshToken);
    expect(text).not.toContain(renewed.data.accessToken);
  });

  it.each(['short', 'x'.repeat(101), 'with a space', 'clés-clés'])(
    'that is no key is refused: %s',
    async (key) => {
      const answer = await ask(caller(member, key), 'accounts.updateProfile', { fullName: 'Ada' });
      expect(answer.outcome).toBe('BAD_INPUT');
    },
  );
});
