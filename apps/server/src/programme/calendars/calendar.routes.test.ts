import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { ask } from '../../testing/ask.ts';
import { makeEvent } from '../../testing/make-event.ts';
import { makePerson } from '../../testing/people.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const make = (own: Parameters<typeof makeEvent>[2]) =>
  makeEvent(server.installation.database.fork(), server.clock.now(), own);
const get = (path: string) => fetch(`${server.url}${path}`);

test('an event can be kept as a file that calendars open', async () => {
  const id = await make({ name: 'To keep' });
  const answer = await get(`/calendar/events/${id}.ics`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="event.ics"');
  expect(await answer.text()).toContain('SUMMARY:To keep\r\n');
});

test('the feed has what is published or was cancelled, and no draft', async () => {
  await make({ name: 'Open to all' });
  await make({ name: 'Called off', status: 'cancelled' });
  const draft = await make({ name: 'Not yet', status: 'draft' });
  const feed = await (await get('/calendar/events.ics')).text();
  expect(feed).toContain('SUMMARY:Open to all\r\n');
  expect(feed).toContain('SUMMARY:Called off\r\n');
  expect(feed).not.toContain('Not yet');
  expect((await get(`/calendar/events/${draft}.ics`)).status).toBe(404);
});

test.each(['no-id', newId()])('what does not exist is not found: %s', async (id) => {
  const answer = await get(`/calendar/events/${id}.ics`);
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ error: { code: 'NOT_FOUND' } });
});

test('a private feed shows what its owner has a seat at, until its address is replaced or revoked', async () => {
  const person = await makePerson({ config: server.config, databaseUrl: server.database.url });
  const me = { url: server.url, token: person.token };
  const eventId = await make({ name: 'With me' });
  await make({ name: 'Without me' });
  await ask(me, 'participations.join', { eventId });
  const feed = async (url: string | null) => fetch(url as string);

  expect((await ask(me, 'calendarFeeds.get')).data.url).toBeNull();
  const first = (await ask(me, 'calendarFeeds.renew')).data.url;
  expect((await ask(me, 'calendarFeeds.get')).data.url).toBe(first);
  const text = await (await feed(first)).text();
  expect(text).toContain('SUMMARY:With me\r\n');
  expect(text).not.toContain('Without me');

  const second = (await ask(me, 'calendarFeeds.renew')).data.url;
  expect((await feed(first)).status).toBe(404);
  expect((await feed(second)).status).toBe(200);
  await ask(me, 'participations.leave', { eventId });
  expect(await (await feed(second)).text()).not.toContain('With me');
  await ask(me, 'calendarFeeds.revoke');
  expect((await feed(second)).status).toBe(404);
});
