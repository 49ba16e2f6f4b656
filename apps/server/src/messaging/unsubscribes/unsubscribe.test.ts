import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { after, DAY_MS, HOUR_MS } from '../../kernel/clock.ts';
import { ask } from '../../testing/ask.ts';
import { type EventStage, startEventStage } from '../../testing/event-stage.ts';
import { type Person, renewToken } from '../../testing/people.ts';
import { readRawMails } from '../../testing/read-raw-mails.ts';
import { until } from '../../testing/until.ts';

let stage: EventStage;
beforeAll(async () => {
  stage = await startEventStage();
});
afterAll(() => stage.stop());

/** Somebody who goes to an event of its own, and whose reminder is then due. */
async function reminded() {
  const [person] = (await stage.people(1)) as [Person];
  const eventId = await stage.publish({
    startsAt: after(stage.server.clock.now(), 3 * DAY_MS),
    reminders: [{ kind: 'before', minutes: 1_440 }],
  });
  await stage.does(person, 'join', eventId);
  return { person, eventId };
}
const states = async (person: Person) =>
  (
    await stage.server.database.query(
      `select state, outcome from delivery where recipient = '${person.address}' and kind = 'event-reminder'`,
    )
  ).map((row) => row.state);
const rowsOf = (person: Person) =>
  stage.server.database.query(`select topic from unsubscribe where account_id = '${person.accountId}'`);

async function atReminderTime<Result>(work: () => Promise<Result>): Promise<Result> {
  stage.server.clock.setAheadMs(2 * DAY_MS + HOUR_MS);
  try {
    return await work();
  } finally {
    stage.server.clock.setAheadMs(0);
  }
}

async function linkOf(person: Person): Promise<string> {
  return atReminderTime(async () => {
    await until(async () => (await states(person))[0] === 'sent', 'the reminder is sent');
    const mail = readRawMails(stage.server, person.address).find((raw) => /List-Unsubscribe/i.test(raw));
    const unfolded = (mail ?? '').replaceAll(/\r\n[ \t]/g, '');
    expect(unfolded).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
    return /^List-Unsubscribe: <(\S+)>\r$/m.exec(unfolded)?.[1] as string;
  });
}

describe('E12 a mail that one may do without', () => {
  test('can be ended by one click from wherever it is read, without signing in, again and again', async () => {
    const { person } = await reminded();
    const link = await linkOf(person);
    expect(new URL(link).origin).toBe(stage.server.config.PUBLIC_URL);
    const oneClick = (init: RequestInit) => fetch(link, { method: 'POST', ...init });
    const form = new FormData();
    form.set('List-Unsubscribe', 'One-Click');
    for (const init of [
      { body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) },
      { body: form },
      { headers: { origin: 'https://mail.example.com' } },
      {},
    ]) {
      expect((await oneClick(init)).status).toBe(200);
      expect(await rowsOf(person)).toEqual([{ topic: 'reminders' }]);
    }
  });

  test('is ended by no scanner that follows its links, whatever it asks with', async () => {
    const { person } = await reminded();
    const link = await linkOf(person);
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']) await fetch(link, { method });
    expect(await rowsOf(person)).toEqual([]);
    const page = await (await fetch(link, { headers: { 'accept-language': 'de' } })).text();
    expect(page).toContain('Keine solchen Mails mehr?');
    expect(page).toContain('method="post"');
    expect(page).not.toContain('<script');
  });

  test('comes no more, also when it was posted before, while what must come does', async () => {
    const { person, eventId } = await reminded();
    await ask(stage.as(person), 'mailPreferences.set', { reminders: false });
    await atReminderTime(() =>
      until(async () => (await states(person))[0] === 'withdrawn', 'the reminder is withdrawn'),
    );
    await stage.byStaff('events.cancel', { eventId, reason: 'It rains.' });
    await until(
      async () => (await stage.server.mailsTo(person.address)).some(({ text }) => text.includes('It rains.')),
      'the cancellation came',
    );
    const mails = readRawMails(stage.server, person.address);
    expect(mails.length).toBeGreaterThan(0);
    expect(mails.filter((raw) => /List-Unsubscribe/i.test(raw))).toEqual([]);
  });

  test('comes again when its reader wants it, which no link can say for them', async () => {
    const { person } = await reminded();
    const caller = stage.as(await renewToken(stage.server, person));
    const both = { reminders: true, announcements: true };
    const set = async (changes: object) => (await ask(caller, 'mailPreferences.set', changes)).data;
    expect((await ask(caller, 'mailPreferences.get')).data).toEqual(both);
    expect(await set({ reminders: false })).toEqual({ ...both, reminders: false });
    expect(await set({})).toEqual({ ...both, reminders: false });
    expect(await set({ reminders: true, announcements: false })).toEqual({ ...both, announcements: false });
    expect(await set({ announcements: true })).toEqual(both);
    expect((await ask(stage.server.url, 'mailPreferences.get')).outcome).toBe('SIGN_IN_REQUIRED');
    expect((await ask(stage.server.url, 'mailPreferences.set', { reminders: true })).outcome).toBe(
      'SIGN_IN_REQUIRED',
    );
  });

  test('is for its own reader: a token that was cut, made up, or moved to another person or topic does nothing', async () => {
    const [{ person }, other] = [await reminded(), await reminded()];
    const token = new URL(await linkOf(person)).searchParams.get('token') as string;
    const [topic, accountId, mark] = token.split('.') as [string, string, string];
    for (const forged of [
      '',
      token.slice(0, -1),
      `${token}.x`,
      `${topic}.${other.person.accountId}.${mark}`,
      `codes.${accountId}.${mark}`,
      `${topic}.${accountId}.`,
    ]) {
      const url = `${stage.server.url}/unsubscribe?token=${encodeURIComponent(forged)}`;
      expect((await fetch(url, { method: 'POST' })).status, forged).toBe(400);
    }
    expect((await fetch(`${stage.server.url}/unsubscribe`, { method: 'POST' })).status).toBe(400);
    expect([await rowsOf(person), await rowsOf(other.person)]).toEqual([[], []]);
  });
});
