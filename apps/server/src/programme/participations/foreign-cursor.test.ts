import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../../testing/ask.ts';
import { signUp } from '../../testing/sign-up.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

let server: TestServer;
const events: string[] = [];
const tokens: string[] = [];
let staff: string;

beforeAll(async () => {
  server = await startTestServer();
  const enrolmentToken = new URL(await server.enrolmentUrl()).hash.slice(1);
  staff = (await signUp(server, { enrolmentToken })).accessToken;
  for (const name of ['First', 'Second']) {
    const created = await ask(as(staff), 'events.create', {
      name,
      startsAtLocal: '2031-05-01T19:00',
      endsAtLocal: '2031-05-01T21:00',
      timeZone: 'Europe/Berlin',
    });
    await ask(as(staff), 'events.publish', { eventId: created.data.id });
    events.push(created.data.id);
  }
  for (let people = 0; people < 2; people++) {
    const { accessToken } = await signUp(server);
    tokens.push(accessToken);
    for (const eventId of events) await ask(as(accessToken), 'participations.join', { eventId });
  }
});
afterAll(() => server?.stop());

const as = (token: string | undefined) => ({ url: server.url, token });
const listMine = (person: number, cursor?: string) =>
  ask(as(tokens[person]), 'participations.listMine', { limit: 1, ...(cursor !== undefined && { cursor }) });
const listEvents = (input: object) => ask(server.url, 'events.list', { limit: 1, ...input });
const listPeople = (eventId: string | undefined, cursor?: string) =>
  ask(as(staff), 'participations.listForEvent', {
    eventId,
    limit: 1,
    ...(cursor !== undefined && { cursor }),
  });

async function cursorOf(
  asked: ReturnType<typeof listMine | typeof listEvents | typeof listPeople>,
): Promise<string> {
  const { nextCursor } = (await asked).data;
  if (nextCursor === null) throw new Error('there was no next page to forge');
  return nextCursor;
}

describe('A20 a cursor', () => {
  it('A20 goes on in its own list', async () => {
    expect((await listEvents({ cursor: await cursorOf(listEvents({})) })).data.items).toHaveLength(1);
    expect((await listMine(0, await cursorOf(listMine(0)))).data.items).toHaveLength(1);
    expect((await listPeople(events[0], await cursorOf(listPeople(events[0])))).data.items).toHaveLength(1);
  });

  it('A20 of another account is refused', async () => {
    expect((await listMine(1, await cursorOf(listMine(0)))).outcome).toBe('CURSOR_INVALID');
  });

  it('A20 of another list, another event or another way to look at a list is refused', async () => {
    const ofEvents = await cursorOf(listEvents({}));
    expect((await listMine(0, ofEvents)).outcome).toBe('CURSOR_INVALID');
    expect((await listEvents({ cursor: await cursorOf(listMine(0)) })).outcome).toBe('CURSOR_INVALID');
    expect((await listEvents({ cursor: ofEvents, when: 'past' })).outcome).toBe('CURSOR_INVALID');
    expect((await listEvents({ cursor: ofEvents, status: 'cancelled' })).outcome).toBe('CURSOR_INVALID');
    expect((await listPeople(events[1], await cursorOf(listPeople(events[0])))).outcome).toBe(
      'CURSOR_INVALID',
    );
  });

  it('A20 that was made up or changed is refused', async () => {
    const cursor = await cursorOf(listEvents({}));
    const [, mark] = cursor.split('.');
    const place = Buffer.from(JSON.stringify([0, '00000000-0000-0000-0000-000000000000'])).toString(
      'base64url',
    );
    for (const forged of [
      `${place}.${mark}`,
      `${place}.`,
      place,
      `${cursor}x`,
      `${cursor}.x`,
      '.',
      `.${mark}`,
      "' or 1=1 --",
    ])
      expect((await listEvents({ cursor: forged })).outcome).toBe('CURSOR_INVALID');
  });
});
