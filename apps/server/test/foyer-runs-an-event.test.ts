import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runFoyer } from '../../../packages/cli/test/run-foyer.ts';
import { after, DAY_MS } from '../src/kernel/clock.ts';
import { ask } from '../src/testing/ask.ts';
import { type EventStage, startEventStage } from '../src/testing/event-stage.ts';
import { newAddress } from '../src/testing/sign-up.ts';

let stage: EventStage;
let home: string;
beforeAll(async () => {
  stage = await startEventStage();
  home = await mkdtemp(join(tmpdir(), 'foyer-cli-'));
  const scopes = [
    'participations:read',
    'participations:write',
    'announcements:read',
    'announcements:write',
    'events:read',
    'series:read',
    'series:write',
  ];
  const made = await ask(stage.as(stage.staff), 'apiKeys.create', {
    name: 'A tool',
    scopes,
    expiresInDays: 1,
  });
  await writeFile(join(home, 'key'), made.data.key);
  await chmod(join(home, 'key'), 0o600);
});
afterAll(async () => {
  await stage.stop();
  await rm(home, { recursive: true });
});

const foyer = (...words: string[]) =>
  runFoyer([...words, '--url', stage.server.url, '--api-key-file', 'key'], {
    cwd: home,
    environment: { HOME: home },
  });

test('writes all attendees to a file, and overwrites none', async () => {
  const eventId = await stage.publish({ name: 'Long night' });
  for (const person of await stage.people(3)) await stage.does(person, 'join', eventId);
  const ran = await foyer('participants', 'export', eventId);
  expect(ran).toMatchObject({ code: 0, err: '' });
  const path = /^Wrote (Long-night-.+\.csv)\.\n$/.exec(ran.out)?.[1] ?? '';
  const lines = (await readFile(join(home, path), 'utf8')).split('\r\n');
  expect(lines[0]).toMatch(/^\uFEFFName,Address,/);
  expect(lines.slice(1).filter(Boolean)).toHaveLength(3);
  expect(await foyer('participants', 'export', eventId)).toMatchObject({
    code: 2,
    err: `foyer: ${path} is there already. Name another file with --out.\n`,
  });
  const json = await foyer(
    'participants',
    'export',
    eventId,
    '--format',
    'xlsx',
    '--out',
    'all.xlsx',
    '--json',
  );
  const bytes = await readFile(join(home, 'all.xlsx'));
  expect(JSON.parse(json.out)).toEqual({ path: 'all.xlsx', bytes: bytes.length });
  expect(bytes.subarray(0, 2).toString()).toBe('PK');
});

test('invites whom a file names, says which lines are wrong, and tries it first when asked', async () => {
  const eventId = await stage.publish();
  const address = newAddress();
  await writeFile(join(home, 'people.csv'), `name;address\nAda;${address}\nWrong;nobody\n`);
  const invite = (...more: string[]) => foyer('events', 'invite', eventId, '--csv', 'people.csv', ...more);
  expect((await invite('--trial')).out).toBe(
    `1 would be invited:\n  ${address}\n  line 3: this is no address (Wrong, nobody)\n`,
  );
  expect((await invite()).out).toBe(
    'Invited 1, of whom 1 have no account yet.\n  line 3: this is no address (Wrong, nobody)\n',
  );
  const { items } = (await stage.byStaff('participations.listInvitations', { eventId })).data;
  expect(items).toMatchObject([{ address, fullName: 'Ada' }]);
});

test('writes to the people of an event, tries it first when asked, lists it, and takes it back', async () => {
  const eventId = await stage.publish();
  for (const person of await stage.people(2)) await stage.does(person, 'join', eventId);
  await writeFile(join(home, 'words.txt'), 'There is tea.\n\nThere are no mugs.\n');
  const announce = (...more: string[]) =>
    foyer('events', 'announce', eventId, '--subject', 'Bring a mug', '--text-file', 'words.txt', ...more);
  const tried = await announce('--trial');
  expect(tried.out).toMatch(/^It would reach 2:\n\nBring a mug\n/);
  expect(tried.out).toContain('There is tea.\n\nThere are no mugs.');
  const inGerman = await announce('--trial', '--language', 'de', '--json');
  expect(JSON.parse(inGerman.out)).toMatchObject({ people: 2, locale: 'de' });
  expect((await announce('--language', 'de')).err).toContain('--language goes with --trial');
  expect((await announce('--trial', '--language', 'nl')).err).toContain('locale');
  expect((await foyer('announcements', 'list', eventId)).out).toBe('Nothing was written.\n');
  const at = after(stage.server.clock.now(), DAY_MS).toISOString();
  const made = await announce('--to', 'going,waitlisted', '--checked-in', 'no', '--at', at);
  expect(made.out).toContain(`  scheduled  ${at}  Bring a mug  (0 posted, `);
  const id = made.out.split(' ')[0] ?? '';
  expect((await foyer('announcements', 'cancel', id)).out).toContain('  cancelled  ');
  expect((await announce()).out).toContain('  posted  ');
  const listed = JSON.parse((await foyer('announcements', 'list', eventId, '--json')).out);
  expect(listed.items).toMatchObject([
    { state: 'posted', states: ['going'], mails: { posted: 2 } },
    { id, state: 'cancelled', states: ['going', 'waitlisted'], checkedIn: 'no' },
  ]);
});

test('repeats an event, tries it first when asked, and changes and cancels dates of it', async () => {
  const eventId = await stage.publish({ status: 'draft', name: 'Choir' });
  const repeat = (...more: string[]) =>
    foyer('events', 'repeat', eventId, '--rule', 'FREQ=DAILY;COUNT=3', ...more);
  expect((await repeat('--trial')).out).toMatch(/^3 would be made:\n( {2}\d{4}-\d\d-\d\dT\d\d:\d\d\n){3}$/);
  const made = await repeat();
  expect(made.out).toMatch(
    / {2}Choir {2}FREQ=DAILY;COUNT=3 {2}\(3 ahead, 3 of them drafts; 0 cancelled\)\n$/,
  );
  const [seriesId] = made.out.split(' ') as [string];
  expect((await foyer('series', 'publish', seriesId)).out).toContain(
    '(3 ahead, 0 of them drafts; 0 cancelled)',
  );
  const dates = JSON.parse((await foyer('series', 'dates', seriesId, '--json')).out).items;
  expect(dates).toHaveLength(3);
  const change = await foyer(
    'series',
    'change',
    dates[1].eventId,
    '--scope',
    'following',
    '--name',
    'Big choir',
  );
  expect(change.out).toContain('Changed 2, added 0, cancelled 0, removed 0.');
  const cancel = await foyer('series', 'cancel', dates[0].eventId, '--scope', 'all', '--reason', 'It rains.');
  expect(cancel.out).toContain('(0 ahead, 0 of them drafts; 1 cancelled)');
  expect(await foyer('series', 'skip-date', seriesId, '--date', '2020-01-01', '--reason', 'x')).toMatchObject(
    {
      code: 1,
    },
  );
  expect(await foyer('series', 'cancel', eventId, '--reason', 'x')).toMatchObject({
    code: 2,
    err: 'foyer: Say for which dates, with --scope following or all.\n',
  });
});

test('says what it wants when it is called wrongly, and what the server refuses', async () => {
  const eventId = await stage.publish();
  for (const [words, complaint] of [
    [['participants', 'export'], 'It wants the id of an event.'],
    [['participants', 'export', eventId, '--format', 'ods'], '--format wants csv or xlsx; got ods.'],
    [['events', 'invite', eventId], 'Which people? Name a file with --csv.'],
    [['events', 'invite', eventId, '--csv', 'none.csv'], 'none.csv cannot be read (ENOENT).'],
    [['events', 'announce', eventId, '--text', 'x'], 'It wants a subject, with --subject.'],
    [
      ['events', 'announce', eventId, '--subject', 'x'],
      'Say what to send: either with --text or with --text-file.',
    ],
    [
      ['events', 'announce', eventId, '--subject', 'x', '--text', 'x', '--at', '2027-03-14T18:00:00'],
      '--at wants an instant such as 2027-03-14T18:00:00+01:00; got 2027-03-14T18:00:00.',
    ],
  ] as const)
    expect(await foyer(...words)).toMatchObject({ code: 2, err: `foyer: ${complaint}\n` });
  const nobody = await foyer('participants', 'export', stage.staff.accountId);
  expect(nobody).toMatchObject({ code: 1, err: 'foyer: There is no such event.\n' });
});
