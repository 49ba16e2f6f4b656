import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { AT_ONCE } from '../../messaging/deliveries/sender.ts';
import { ask } from '../../testing/ask.ts';
import { type EventStage, startEventStage } from '../../testing/event-stage.ts';
import { spawnWorker } from '../../testing/fan-out.ts';
import type { Person } from '../../testing/people.ts';
import type { SpawnedServer } from '../../testing/spawn-server.ts';
import { type MailSink, startMailSink } from '../../testing/start-mail-sink.ts';
import { until } from '../../testing/until.ts';

/** As many as one part of the people, each of which does something else. */
const PART = 15;
const WORDS = { subject: 'Bring a mug', body: 'There is tea.' };

let stage: EventStage;
let sink: MailSink;
const workers: SpawnedServer[] = [];

const hire = async () =>
  void workers.push(await spawnWorker({ ...stage.server, databaseUrl: stage.server.database.url }));
beforeAll(async () => {
  sink = await startMailSink();
  stage = await startEventStage({ SMTP_URL: sink.url });
  await Promise.all([hire(), hire()]);
}, 120_000);
afterAll(async () => {
  for (const worker of workers) await worker.kill();
  await stage.stop();
  await sink.stop();
});

const query = (statement: string) => stage.server.database.query(statement);
const pause = () =>
  query(`insert into job_pause (what, name, paused_at) values ('queue', 'bulk-mail', now())`);
const resume = () => query('delete from job_pause');
const idsOf = (people: readonly Person[]) => people.map(({ accountId }) => `'${accountId}'`).join();

/** So many people who go to an event, in parts. */
async function eventOf(
  parts: number,
): Promise<{ eventId: string; people: Person[]; part: (at: number) => Person[] }> {
  const eventId = await stage.publish();
  const people = await stage.people(parts * PART);
  const rows = people.map(
    ({ accountId }) => `('${newId()}', '${eventId}', '${accountId}', 'going', now(), now())`,
  );
  await query(
    `insert into participation (id, event_id, account_id, state, joined_at, updated_at) values ${rows.join()};
     update event set seats_taken = ${people.length} where id = '${eventId}'`,
  );
  return { eventId, people, part: (at) => people.slice(at * PART, (at + 1) * PART) };
}

/** How somebody comes to be no longer among those whom it is for. */
const WAYS_OUT = {
  leaves: (eventId: string, person: Person) => stage.does(person, 'leave', eventId),
  'is disabled': (_eventId: string, { accountId }: Person) =>
    stage.byStaff('accounts.disable', { accountId, reason: 'Lost.' }),
  'is blacklisted': (eventId: string, { accountId }: Person) =>
    stage.byStaff('blacklist.add', { accountId, eventId, reason: 'No.' }),
  unsubscribes: (_eventId: string, person: Person) =>
    ask(stage.as(person), 'mailPreferences.set', { announcements: false }),
  'is removed': async (eventId: string, person: Person) =>
    stage.byStaff('participations.remove', {
      participationId: await stage.idOf(eventId, person),
      reason: 'A mistake.',
    }),
};

async function goOut(eventId: string, parts: readonly (readonly Person[])[]): Promise<void> {
  for (const [at, way] of Object.values(WAYS_OUT).entries())
    for (const person of parts[at] ?? []) expect((await way(eventId, person)).outcome).toBe('OK');
}

const countsOf = async (eventId: string) => {
  const { data } = await stage.byStaff('announcements.list', { eventId });
  return (data.items[0] as NonNullable<(typeof data.items)[0]>).mails;
};

/** What the killed had in hand is given up at once; then nothing waits any more. */
async function settle(eventId: string) {
  await query(`update delivery set lease_until = now() where state in ('claimed', 'sending')`);
  return until(
    async () => {
      const counts = await countsOf(eventId);
      return counts.waiting === 0 && counts;
    },
    'every mail is settled',
    60_000,
  );
}

/** To whom it went, each once or the test ends here; and never to fewer or more than is counted. */
function expectOnce(subject: string, { sent, unknown }: { sent: number; unknown: number }): Set<string> {
  const to = sink.mails
    .filter(({ raw }) => raw.includes(`Subject: ${subject}`))
    .map((mail) => mail.to.toLowerCase());
  const reached = new Set(to);
  expect(to.length).toBe(reached.size);
  expect(reached.size).toBeGreaterThanOrEqual(sent);
  expect(reached.size).toBeLessThanOrEqual(sent + unknown);
  return reached;
}

test('J1 people go out while it waits and while it is sent, the lane is paused, a worker is killed: nobody twice, nobody who was out', async () => {
  const { eventId, people, part } = await eventOf(20);
  await pause();
  const { data: made } = await stage.byStaff('announcements.create', { eventId, ...WORDS });
  expect(made.mails).toMatchObject({ posted: people.length, waiting: people.length });
  const early = [0, 1, 2, 3, 4].map(part);
  await goOut(eventId, early);
  // Whoever comes after it was posted does not get it.
  const [late] = (await stage.people(1)) as [Person];
  await stage.does(late, 'join', eventId);
  await resume();
  await until(() => sink.mails.length > 0, 'the first was sent');
  const leaving = goOut(eventId, [5, 6, 7, 8, 9].map(part));
  await workers.shift()?.kill();
  await pause();
  await leaving;
  await resume();
  await hire();
  const { posted, sent, failed, unknown, withdrawn } = await settle(eventId);
  expect({ posted, failed }).toEqual({ posted: people.length, failed: 0 });
  expect(sent + unknown + withdrawn).toBe(posted);
  expect(unknown).toBeLessThanOrEqual(AT_ONCE.bulk);
  const reached = expectOnce(WORDS.subject, { sent, unknown });
  for (const person of [...early.flat(), late]) expect(reached).not.toContain(person.address);
  // Everybody else of those who stayed; what is unknown may have reached them or not.
  const stayed = people.slice(10 * PART).filter(({ address }) => !reached.has(address));
  expect(stayed.length).toBeLessThanOrEqual(unknown);
}, 180_000);

test('J1 taken back in the middle, with a worker killed: what had not left never does, and all is counted', async () => {
  const { eventId, people } = await eventOf(40);
  const words = { ...WORDS, subject: 'Bring two mugs' };
  const { data: made } = await stage.byStaff('announcements.create', { eventId, ...words });
  const arrived = () => sink.mails.filter(({ raw }) => raw.includes('Subject: Bring two mugs')).length;
  await until(() => arrived() > 0, 'the first was sent');
  // So that it is in the middle however fast they are: what they hold by now is sent on.
  await pause();
  await workers.shift()?.kill();
  const { outcome, data } = await stage.byStaff('announcements.cancel', { announcementId: made.id });
  expect([outcome, data?.state]).toEqual(['OK', 'cancelled']);
  await resume();
  const { posted, sent, failed, unknown, withdrawn } = await settle(eventId);
  expect({ posted, failed }).toEqual({ posted: people.length, failed: 0 });
  expect(sent + unknown + withdrawn).toBe(posted);
  expect(withdrawn).toBeGreaterThan(0);
  expectOnce('Bring two mugs', { sent, unknown });
  const unread = await query(
    `select 1 from notification where acknowledged_at is null and account_id in (${idsOf(people)})`,
  );
  expect(unread).toEqual([]);
}, 180_000);
