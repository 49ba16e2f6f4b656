import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from '../../testing/ask.ts';
import { type EventStage, startEventStage } from '../../testing/event-stage.ts';
import type { Person } from '../../testing/people.ts';
import { newAddress } from '../../testing/sign-up.ts';
import { until } from '../../testing/until.ts';
import { readInvitees } from './read-invitees.ts';

let stage: EventStage;
beforeAll(async () => {
  stage = await startEventStage();
});
afterAll(() => stage.stop());

test('reads what spreadsheets write: commas, semicolons, tabs, quotes, a mark at the beginning, any order', () => {
  const people = [
    { line: 2, address: 'ada@example.org', fullName: 'Ada, of Example' },
    { line: 3, address: 'bo@example.org', fullName: null },
  ];
  for (const csv of [
    'address,fullName\nada@example.org,"Ada, of Example"\nbo@example.org,\n',
    '\uFEFFName;E-Mail\r\n"Ada, of Example";ada@example.org\r\n;bo@example.org\r\n',
    'Имя\tАдрес\nAda, of Example\tada@example.org\n\tbo@example.org',
  ])
    expect(readInvitees(csv)).toEqual({ people, problems: [] });
  expect(readInvitees('ada@example.org\nbo@example.org').people).toHaveLength(2);
  expect(readInvitees('Ada,ada@example.org').people).toEqual([
    { line: 1, address: 'ada@example.org', fullName: 'Ada' },
  ]);
});

test('says of each wrong line which it is and what is wrong, and takes the others', () => {
  const csv = [
    'address,name',
    'ada@example.org,Ada',
    'nobody,No Body',
    '',
    ',Without',
    'ADA@example.org,Again',
    `long@example.org,${'x'.repeat(121)}`,
    'last@example.org,"Not closed',
    'lost@example.org,Lost',
  ].join('\n');
  const { people, problems } = readInvitees(csv);
  expect(people.map((one) => one.address)).toEqual(['ada@example.org']);
  expect(problems.map(({ line, problem }) => [line, problem])).toEqual([
    [3, 'bad-address'],
    [5, 'no-address'],
    [6, 'named-twice'],
    [7, 'bad-name'],
    [8, 'not-csv'],
  ]);
  expect(problems[4]?.text).toBe('last@example.org,"Not closed');
  const many = Array.from({ length: 1_002 }, (_, n) => `p${n}@example.org`).join('\n');
  expect(readInvitees(many).problems).toMatchObject([
    { line: 1_001, problem: 'too-many' },
    { line: 1_002, problem: 'too-many' },
  ]);
});

test('invites whom the file names, greets them by name, and in a trial nobody', async () => {
  const eventId = await stage.publish({ joinPolicy: 'invitation' });
  const [known] = (await stage.people(1)) as [Person];
  const stranger = newAddress();
  const csv = `name,address\nAda Example,${stranger}\nKnown,${known.address}\nWrong,nobody`;
  const trial = (await stage.byStaff('participations.inviteByCsv', { eventId, csv, isTrial: true })).data;
  expect(trial).toMatchObject({
    people: [{ address: stranger }, { address: known.address }],
    problems: [{ line: 4 }],
    invited: [],
    pending: [],
  });
  expect((await stage.byStaff('participations.listInvitations', { eventId })).data.items).toEqual([]);

  const done = (await stage.byStaff('participations.inviteByCsv', { eventId, csv })).data;
  expect(done).toMatchObject({
    invited: [{ accountId: known.accountId, state: 'invited' }],
    pending: [{ address: stranger, fullName: 'Ada Example' }],
    skipped: [],
    problems: [{ line: 4, problem: 'bad-address' }],
  });
  const mail = await until(async () => (await stage.server.mailsTo(stranger))[0], 'the invitation arrived');
  expect(mail.text).toContain('Hello Ada Example,');
  const again = (await stage.byStaff('participations.inviteByCsv', { eventId, csv })).data;
  expect(again).toMatchObject({ invited: [], pending: [], skipped: [{ reason: 'wrong-state' }] });
});

test('a thousand are invited at once', async () => {
  const eventId = await stage.publish();
  const csv = Array.from({ length: 1_000 }, (_, n) => `thousand${n}@example.org,Person ${n}`).join('\n');
  expect((await stage.byStaff('participations.inviteByCsv', { eventId, csv })).data.pending).toHaveLength(
    1_000,
  );
});

test('is for staff, and for an event that can be joined', async () => {
  const eventId = await stage.publish();
  const csv = 'ada@example.org';
  const [person] = (await stage.people(1)) as [Person];
  const invite = async (input: object) => (await stage.byStaff('participations.inviteByCsv', input)).outcome;
  expect((await ask(stage.as(person), 'participations.inviteByCsv', { eventId, csv })).outcome).toBe(
    'NOT_ALLOWED',
  );
  expect(await invite({ eventId: person.accountId, csv })).toBe('EVENT_NOT_FOUND');
  expect(await invite({ eventId, csv: '' })).toBe('BAD_INPUT');
  await stage.byStaff('events.cancel', { eventId, reason: 'It rains.' });
  expect(await invite({ eventId, csv })).toBe('REGISTRATION_CLOSED');
});
