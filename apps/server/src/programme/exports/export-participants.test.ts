import { parse } from 'csv-parse/sync';
import { read } from 'hucre';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MINUTE_MS } from '../../kernel/clock.ts';
import { ask } from '../../testing/ask.ts';
import { type EventStage, startEventStage } from '../../testing/event-stage.ts';
import type { Person } from '../../testing/people.ts';
import { type SpawnedServer, spawnBeside } from '../../testing/spawn-server.ts';

let stage: EventStage;
let beside: SpawnedServer;
beforeAll(async () => {
  stage = await startEventStage();
  beside = await spawnBeside(stage.server, { RATE_LIMIT_PER_MINUTE: '0' });
});
afterAll(async () => {
  await beside.stop();
  await stage.stop();
});

const linkTo = async (eventId: string, format: 'csv' | 'xlsx' = 'csv') =>
  (await stage.byStaff('participations.export', { eventId, format })).data;

async function eventWith(names: readonly string[], own: object = {}) {
  const eventId = await stage.publish(own);
  const people = await stage.people(names.length);
  for (const [index, person] of people.entries()) {
    await stage.server.database.query(
      `update account set full_name = '${(names[index] ?? '').replaceAll("'", "''")}' where id = '${person.accountId}'`,
    );
    await stage.does(person, 'join', eventId);
  }
  return { eventId, people };
}

const rowsOf = (csv: string): string[][] => parse(csv, { bom: true });

test('writes everybody in the order of joining, with the times of the event and of the world', async () => {
  const { eventId, people } = await eventWith(['Zoë "Z" Quill', 'Иван, сын Петра', 'Third One'], {
    capacity: 2,
    name: 'Лето / Summer: “Ok”',
    timeZone: 'Asia/Kathmandu',
  });
  const { url, fileName } = await linkTo(eventId);
  expect(fileName).toMatch(/^Лето-Summer-Ok-\d{4}-\d\d-\d\d\.csv$/);
  const response = await fetch(url);
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(decodeURIComponent(response.headers.get('content-disposition') ?? '')).toContain(fileName);
  const bytes = Buffer.from(await response.arrayBuffer());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const [head, ...rows] = rowsOf(bytes.toString('utf8'));
  expect(head).toContain('Joined (Asia/Kathmandu)');
  expect(rows.map((row) => [row[0], row[1], row[3], row[6]])).toEqual([
    ['Zoë "Z" Quill', people[0]?.address, 'going', ''],
    ['Иван, сын Петра', people[1]?.address, 'going', ''],
    ['Third One', people[2]?.address, 'waitlisted', '1'],
  ]);
  const [local = '', utc = ''] = [rows[0]?.[8], rows[0]?.[9]];
  expect(utc).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  // Kathmandu is five hours and three quarters ahead all the year.
  expect(Date.parse(`${local.replace(' ', 'T')}Z`) - Date.parse(utc)).toBe((5 * 60 + 45) * MINUTE_MS);
});

const FORMULAS = [
  '=HYPERLINK("http://evil.example","x")',
  '+1+cmd|calc',
  '-2+3',
  '@SUM(A1)',
  '\t=1+1',
  '\r=1+1',
];

test('A24 a name that begins like a formula is text in the CSV, whatever it begins with', async () => {
  const { eventId } = await eventWith(FORMULAS);
  const rows = rowsOf(await (await fetch((await linkTo(eventId)).url)).text()).slice(1);
  expect(rows.map((row) => row[0])).toEqual(FORMULAS.map((name) => `'${name}`));
  for (const row of rows) for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
});

test('A24 a name that begins like a formula is a cell of text in the XLSX, and no cell is a formula', async () => {
  const { eventId } = await eventWith(FORMULAS);
  const response = await fetch((await linkTo(eventId, 'xlsx')).url);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const sheet = (await read(bytes)).sheets[0];
  const names = sheet?.rows.slice(1).map((row) => row[0]);
  expect(names).toEqual(
    FORMULAS.map((name) => (name.startsWith('\r') ? expect.stringContaining('=1+1') : name)),
  );
  expect(
    [...(sheet?.cells ?? new Map()).values()].filter((cell) => cell.type === 'formula' || cell.formula),
  ).toEqual([]);
  expect(sheet?.rows.flat().every((cell) => cell === null || typeof cell === 'string')).toBe(true);
});

test('a link answers once, also when twenty ask two processes at once, and no longer than two minutes', async () => {
  const { eventId } = await eventWith(['Only One']);
  const { url, expiresAt } = await linkTo(eventId);
  expect((await fetch(url, { method: 'HEAD' })).status).toBe(404);
  const path = new URL(url).pathname;
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => fetch(`${index % 2 ? beside.url : stage.server.url}${path}`)),
  );
  const bodies = await Promise.all(answers.map((one) => one.text()));
  expect(answers.filter((one) => one.status === 200)).toHaveLength(1);
  expect(bodies.filter((body) => body.includes('EXPORT_LINK_OVER'))).toHaveLength(19);

  const { clock } = stage.server;
  expect(expiresAt.getTime() - clock.now().getTime()).toBeLessThanOrEqual(2 * MINUTE_MS);
  const late = (await linkTo(eventId)).url;
  clock.setAheadMs(2 * MINUTE_MS + 1);
  try {
    expect((await fetch(late)).status).toBe(404);
  } finally {
    clock.setAheadMs(0);
  }
  const changed = `${late.slice(0, -2)}${late.endsWith('A') ? 'B' : 'A'}`;
  for (const forged of [
    changed,
    `${stage.server.url}/exports/x`,
    `${stage.server.url}/exports/${'A'.repeat(80)}`,
  ])
    expect(await (await fetch(forged)).text()).toContain('EXPORT_LINK_OVER');
});

test('whoever is no longer staff, or disabled, has a link to nothing', async () => {
  const { eventId } = await eventWith(['Only One']);
  const { database } = stage.server;
  const account = `where id = '${stage.staff.accountId}'`;
  const [first, second] = [(await linkTo(eventId)).url, (await linkTo(eventId)).url];
  await database.query(`update account set role = 'member' ${account}`);
  expect((await fetch(first)).status).toBe(404);
  await database.query(`update account set role = 'staff', disabled_at = now() ${account}`);
  expect((await fetch(second)).status).toBe(404);
  await database.query(`update account set disabled_at = null ${account}`);
  // A refusal has not used it up.
  expect((await fetch(second)).status).toBe(200);
});

test('is for staff, of an event that is there, and the log says who took the list along', async () => {
  const { eventId, people } = await eventWith(['Only One']);
  const [person] = people as [Person];
  expect((await ask(stage.as(person), 'participations.export', { eventId })).outcome).toBe('NOT_ALLOWED');
  expect((await ask(stage.server.url, 'participations.export', { eventId })).outcome).toBe(
    'SIGN_IN_REQUIRED',
  );
  const unknown = { eventId: person.accountId };
  expect((await stage.byStaff('participations.export', unknown)).outcome).toBe('EVENT_NOT_FOUND');
  const format = { eventId, format: 'ods' };
  expect((await stage.byStaff('participations.export', format)).outcome).toBe('BAD_INPUT');
  await linkTo(eventId, 'xlsx');
  const audit = await stage.server.database.query(
    `select actor_id, details from audit_entry where action = 'participants.exported' and subject_id = '${eventId}'`,
  );
  expect(audit).toMatchObject([{ actor_id: stage.staff.accountId, details: { format: 'xlsx' } }]);
});

test('100,000 attendees are streamed by a process with little memory', async () => {
  const eventId = await stage.publish();
  await stage.server.database.query(`
    with made as (
      insert into account (id, address, address_key, address_verified_at, full_name, organisation, role, created_at, updated_at)
      select gen_random_uuid(), 'many' || n || repeat('x', 180) || '@example.org', 'many' || n, now(),
        'Person ' || n || repeat('Я', 100), n || repeat('Ю', 110), 'member', now(), now()
      from generate_series(1, 100000) n returning id
    )
    insert into participation (id, event_id, account_id, state, joined_at, updated_at)
    select gen_random_uuid(), '${eventId}', id, 'going', now(), now() from made`);
  // As a database knows its tables some minutes later.
  await stage.server.database.query('analyze account, participation');
  const small = await spawnBeside(stage.server, {
    RATE_LIMIT_PER_MINUTE: '0',
    NODE_OPTIONS: '--max-old-space-size=160',
  });
  try {
    const { url } = await linkTo(eventId);
    const response = await fetch(`${small.url}${new URL(url).pathname}`);
    let lines = 1;
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>)
      lines += Buffer.from(chunk).toString('latin1').split('\n').length - 1;
    expect(lines).toBe(100_001);
    expect(small.child.exitCode).toBeNull();
  } finally {
    await small.stop();
  }
}, 120_000);
