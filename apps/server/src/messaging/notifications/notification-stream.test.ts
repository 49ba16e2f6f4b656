import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { MINUTE_MS } from '../../kernel/clock.ts';
import { transactional } from '../../kernel/database/transaction.ts';
import { newId } from '../../kernel/ids.ts';
import { startApi } from '../../roles/api.ts';
import { ask } from '../../testing/ask.ts';
import { type EventStage, startEventStage } from '../../testing/event-stage.ts';
import { freePort } from '../../testing/free-port.ts';
import { passTime } from '../../testing/pass-time.ts';
import { givePassword, type Person, renewToken } from '../../testing/people.ts';
import { until } from '../../testing/until.ts';
import { type WatchedStream, watchNotifications } from '../../testing/watch-notifications.ts';
import { PASSWORD } from '../../testing/with-password.ts';
import { keepNotices } from './keep-notices.ts';
import { openStreams } from './open-streams.ts';

let stage: EventStage;
const opened: WatchedStream[] = [];
beforeAll(async () => {
  stage = await startEventStage();
});
afterEach(() => {
  for (const stream of opened.splice(0)) stream.close();
});
afterAll(() => stage.stop());

const somebody = async () => (await stage.people(1))[0] as Person;

async function watch(person: { token: string }, lastEventId?: string): Promise<WatchedStream> {
  const stream = await watchNotifications(stage.as(person), lastEventId);
  opened.push(stream);
  return stream;
}

/** Each is told by a transaction of its own. */
async function tell(person: Person, ...names: string[]): Promise<void> {
  const { installation } = stage.server;
  for (const keyName of names)
    await transactional(installation.database.fork(), (em) =>
      keepNotices(
        installation.contextIn(em, { kind: 'system', name: 'test' }),
        { kind: 'api-key-ends', notice: { topic: 'security' } },
        [
          {
            key: keyName.slice(0, 200),
            accountId: person.accountId,
            aboutId: null,
            kept: { keyName, at: '2030-01-01T00:00:00.000Z' } as object,
          },
        ],
      ),
    );
}
const titlesOf = (...names: string[]) => names.map((name) => `Your API key “${name}” runs out soon`);

test('what happens to somebody arrives while they look on, in their words, and so does the count', async () => {
  const person = await somebody();
  const stream = await watch(person);
  expect(Object.fromEntries(stream.headers)).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  });
  const eventId = await stage.publish({ name: 'Repair café' });
  await stage.does(person, 'join', eventId);
  const [came] = await stream.until(1);
  const listed = await ask(stage.as(person), 'notifications.list');
  const { items } = JSON.parse(JSON.stringify(listed.data)) as { items: unknown[] };
  expect(came).toEqual({ event: 'notification', id: '1', data: items[0] });
  const counts = () =>
    stream.events.filter((one) => one.event === 'count').map((one) => one.data.unacknowledged);
  await until(() => counts().at(-1) === 1, 'the count has come');
  await ask(stage.as(person), 'notifications.acknowledge', { upTo: 1 });
  await until(() => counts().at(-1) === 0, 'what was acknowledged elsewhere is counted here');
});

test('begins with what is new, and resumed after a number gets what was missed, without loss or double', async () => {
  const person = await somebody();
  await tell(person, 'before');
  const first = await watch(person);
  await tell(person, 'a', 'b');
  await first.until(2);
  expect(first.titles()).toEqual(titlesOf('a', 'b'));
  const lastId = first.lastId();
  first.close();
  await tell(person, 'c', 'd');
  const second = await watch(person, lastId);
  await second.until(2);
  await tell(person, 'e');
  await second.until(3);
  expect(second.titles()).toEqual(titlesOf('c', 'd', 'e'));
  const byQuery = await fetch(`${stage.server.url}/notifications/stream?lastEventId=x`, {
    headers: { authorization: `Bearer ${person.token}` },
  });
  expect(byQuery.status).toBe(400);
  expect(await byQuery.json()).toMatchObject({
    error: { code: 'BAD_INPUT', fields: [{ path: 'lastEventId' }] },
  });
});

test('cut off again and again while much happens, a reader who resumes has everything once, in order', async () => {
  const person = await somebody();
  const names = Array.from({ length: 40 }, (_, index) => `note ${index}`);
  const telling = (async () => {
    for (const name of names) await tell(person, name);
  })();
  const titles: string[] = [];
  let lastId: string | undefined = '0';
  while (titles.length < names.length) {
    const stream: WatchedStream = await watch(person, lastId);
    await stream.until(1);
    stream.close();
    titles.push(...stream.titles());
    lastId = stream.lastId();
  }
  await telling;
  expect(titles.sort()).toEqual(titlesOf(...names).sort());
});

test('what commits late, though it was written first, reaches those who look on and those who resume', async () => {
  const person = await somebody();
  const [looksOn, leaves] = [await watch(person), await watch(person)];
  const { installation } = stage.server;
  // It has written before the others have begun, and commits when they have been read.
  await transactional(installation.database.fork(), async (em) => {
    const ctx = installation.contextIn(em, { kind: 'system', name: 'test' });
    await keepNotices(ctx, { kind: 'guessed-at', notice: { topic: 'security' } }, [
      { key: 'late', accountId: person.accountId, aboutId: null, kept: {} },
    ]);
    await tell(person, 'a', 'b');
    await Promise.all([looksOn.until(2), leaves.until(2)]);
  });
  leaves.close();
  await looksOn.until(3);
  const resumed = await watch(person, leaves.lastId());
  await resumed.until(1);
  const [title] = resumed.titles();
  expect(looksOn.titles()).toEqual([...titlesOf('a', 'b'), title]);
  expect(title).not.toContain('API key');
});

test('A4 nobody is streamed what somebody else is told', async () => {
  const [owner, stranger] = (await stage.people(2)) as [Person, Person];
  const [own, strange] = [await watch(owner), await watch(stranger, '0')];
  await tell(owner, 'private');
  await own.until(1);
  await tell(stranger, 'theirs');
  await strange.until(1);
  expect(strange.titles()).toEqual(titlesOf('theirs'));
  for (const token of ['', 'nonsense', `${owner.token}x`])
    expect((await watchNotifications({ url: stage.server.url, token })).status).toBe(401);
});

test('what is rolled back shows nothing (J4)', async () => {
  const person = await somebody();
  const stream = await watch(person);
  const { installation } = stage.server;
  await expect(
    transactional(installation.database.fork(), async (em) => {
      await keepNotices(
        installation.contextIn(em, { kind: 'system', name: 'test' }),
        { kind: 'guessed-at', notice: { topic: 'security' } },
        [{ key: 'never', accountId: person.accountId, aboutId: null, kept: {} }],
      );
      throw new Error('it did not work out');
    }),
  ).rejects.toThrow();
  await tell(person, 'after');
  await stream.until(1);
  expect(stream.titles()).toEqual(titlesOf('after'));
});

test('J8 the connection that listens is cut, again and again: everything still arrives, once', async () => {
  const person = await somebody();
  const stream = await watch(person);
  const names = Array.from({ length: 6 }, (_, index) => `cut ${index}`);
  for (const name of names) {
    await stage.server.database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'foyer-news' and datname = current_database()`,
    );
    await tell(person, name);
  }
  await stream.until(names.length);
  expect(stream.titles()).toEqual(titlesOf(...names));
});

test('what nobody announced, as by a process that died after its commit, is found all the same', async () => {
  const person = await somebody();
  const stream = await watch(person);
  await stage.server.database.query(
    `insert into notification (id, account_id, key, kind, topic, params, created_at)
     values (gen_random_uuid(), '${person.accountId}', 'x', 'guessed-at', 'security', '{}', now())`,
  );
  await stream.until(1);
  // And what somebody else has numbered first, by a list or another process.
  await stage.server.database.query(
    `insert into notification (id, account_id, key, kind, topic, params, created_at, number)
     values (gen_random_uuid(), '${person.accountId}', 'y', 'guessed-at', 'security', '{}', now(), 2)`,
  );
  await stream.until(2);
  // And what was acknowledged, which has no new number.
  const count = () => stream.events.findLast((one) => one.event === 'count')?.data.unacknowledged;
  await until(() => count() === 2, 'both are counted');
  await stage.server.database.query(
    `update notification set acknowledged_at = now() where account_id = '${person.accountId}' and key = 'x'`,
  );
  await until(() => count() === 1, 'the count goes down');
});

test('a stream ends with its session, its account and its token', async () => {
  const [leaving, disabled, slow] = (await stage.people(3)) as [Person, Person, Person];
  const streams = [await watch(leaving), await watch(disabled)] as const;
  await ask(stage.as(leaving), 'sessions.end', { sessionId: leaving.sessionId });
  await until(() => streams[0].hasEnded(), 'the ended session reads no more');
  await stage.server.database.query(
    `update account set disabled_at = now() where id = '${disabled.accountId}'`,
  );
  await until(() => streams[1].hasEnded(), 'the disabled account reads no more');
  expect((await watchNotifications(stage.as(leaving))).status).toBe(401);

  const old = await watch(slow);
  await passTime(stage.server, 11 * MINUTE_MS);
  try {
    await until(() => old.hasEnded(), 'the token that has run out opens nothing');
    const renewed = await renewToken(stage.server, slow);
    const again = await watch(renewed, old.lastId());
    await tell(slow, 'later');
    await again.until(1);
  } finally {
    await passTime(stage.server, -11 * MINUTE_MS);
  }
});

test('a stream ends when its owner shows again who they are, as its token does', async () => {
  const person = await somebody();
  await givePassword({ databaseUrl: stage.server.database.url }, person.accountId, PASSWORD);
  const old = await watch(person);
  const shown = { password: PASSWORD, refreshToken: person.refreshToken };
  const { data } = await ask(stage.as(person), 'reauthentications.withPassword', shown);
  const renewed = await watch({ token: data.session?.accessToken as string });
  await until(() => old.hasEnded(), 'what the older token opened has ended');
  await tell(person, 'later');
  await renewed.until(1);
});

test('an account has ten streams at most, and another as soon as one is closed', async () => {
  const person = await somebody();
  const streams = [];
  for (let index = 0; index < 10; index++) streams.push(await watch(person));
  const refused = await watchNotifications(stage.as(person));
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('5');
  streams[0]?.close();
  await until(async () => {
    const again = await watchNotifications(stage.as(person));
    opened.push(again);
    return again.status === 200;
  }, 'there is room again');
});

test('whoever does not read is let go, and not written to without end', async () => {
  const person = await somebody();
  let written = 0;
  let hasEnded = false;
  const streams = openStreams(
    () =>
      stage.server.installation.contextIn(stage.server.installation.database.fork(), {
        kind: 'system',
        name: 'test',
      }),
    (await import('../../mail-registry.ts')).notices,
  );
  await streams.open({
    ...person,
    locale: 'en',
    endsAt: new Date(8.64e15),
    renewedAt: null,
    after: undefined,
    write: () => ++written < 3,
    end: () => {
      hasEnded = true;
    },
  });
  await tell(person, 'a', 'b', 'c');
  await until(() => hasEnded, 'the slow reader is let go');
  expect(written).toBe(3);
  streams.close();
});

test('a reader who closes the connection is forgotten, and a stop does not wait for those who are left', async () => {
  const person = await somebody();
  const port = await freePort();
  const api = await startApi({
    ...stage.server.installation,
    config: { ...stage.server.config, PORT: port },
  });
  const stream = await watchNotifications({ url: `http://localhost:${port}`, token: person.token });
  const socket = connect(port, '127.0.0.1');
  socket.write(
    `GET /notifications/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${person.token}\r\n\r\n`,
  );
  await new Promise((resolve) => socket.once('data', resolve));
  // As browsers open connections in advance.
  const silent = connect(port, '127.0.0.1');
  await new Promise((resolve) => silent.once('connect', resolve));
  await api.close();
  await until(() => stream.hasEnded(), 'the stream has ended');
  for (const one of [socket, silent]) one.destroy();
});

const LONG = 100_000;

test('a stop does not wait for a reader who has stopped reading', async () => {
  const person = await somebody();
  const port = await freePort();
  const api = await startApi({
    ...stage.server.installation,
    config: { ...stage.server.config, PORT: port },
  });
  let served: Socket | undefined;
  const onRequest = (message: unknown) => {
    const { socket } = message as { socket: Socket };
    if (socket.localPort === port) served = socket;
  };
  subscribe('http.server.request.start', onRequest);
  const reader = connect(port, '127.0.0.1');
  reader.on('error', () => {});
  reader.write(
    `GET /notifications/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${person.token}\r\n\r\n`,
  );
  await new Promise((resolve) => reader.once('data', resolve));
  unsubscribe('http.server.request.start', onRequest);
  reader.pause();
  const socket = served as Socket | undefined;
  if (socket === undefined) throw new Error('the request was not seen');
  // Until the machine takes no more for it, one by one: many at once would have it let go for that.
  for (let full = 0; full < 2; full = socket.writableNeedDrain ? full + 1 : 0) {
    const before = socket.bytesWritten;
    await tell(person, `${newId()} ${'x'.repeat(LONG)}`);
    await until(
      () => socket.bytesWritten >= before + LONG || socket.writableNeedDrain,
      'it was written, or waits',
    );
  }
  expect(socket.destroyed).toBe(false);
  await api.close();
  expect(socket.destroyed).toBe(true);
  reader.destroy();
});
