import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runFoyer, startFoyer } from '../../../../../packages/cli/test/run-foyer.ts';
import { ask } from '../../testing/ask.ts';
import { type EventStage, startEventStage } from '../../testing/event-stage.ts';
import type { Person } from '../../testing/people.ts';

let stage: EventStage;
let home: string;
let person: Person;
let around: { cwd: string; environment: Record<string, string> };
beforeAll(async () => {
  stage = await startEventStage();
  home = await mkdtemp(join(tmpdir(), 'foyer-cli-'));
  [person] = (await stage.people(1)) as [Person];
  const { data } = await ask(stage.as(person), 'apiKeys.create', {
    name: 'A terminal',
    scopes: ['notifications:read', 'notifications:write'],
    expiresInDays: 1,
  });
  around = { cwd: home, environment: { HOME: home, FOYER_URL: stage.server.url, FOYER_API_KEY: data.key } };
});
afterAll(async () => {
  await stage?.stop();
  await rm(home, { recursive: true });
});

test('says what comes, a line each, until it is told to end', async () => {
  const { child, ran } = startFoyer(['notifications', 'watch', '--after', '0', '--json'], around);
  const lines: { title: string }[] = [];
  let rest = '';
  const came = (count: number) =>
    new Promise<void>((resolve) => {
      child.stdout.on('data', (text: string) => {
        const parts = (rest + text).split('\n');
        rest = parts.pop() ?? '';
        lines.push(...parts.map((line) => JSON.parse(line)));
        if (lines.length >= count) resolve();
      });
    });
  const both = came(2);
  await stage.does(person, 'join', await stage.publish({ name: 'Tea' }));
  await both;
  child.kill('SIGINT');
  expect(await ran).toMatchObject({ code: 0, err: '' });
  expect(lines.map((one) => one.title)).toEqual(['An API key was made for your account', 'You are in: Tea']);
});

test('lists what one was told, and acknowledges one and all', async () => {
  const foyer = (...words: string[]) => runFoyer(words, around);
  const listed = await foyer('notifications', 'list');
  expect(listed).toMatchObject({ code: 0, err: '' });
  expect(listed.out).toContain('* 2 ');
  expect(listed.out).toMatch(/See the event: \/events\//);
  const { items } = JSON.parse((await foyer('notifications', 'list', '--limit', '1', '--json')).out);
  expect(await foyer('notifications', 'acknowledge', items[0].id)).toMatchObject({
    code: 0,
    out: 'Left to see: 1\n',
  });
  expect(await foyer('notifications', 'acknowledge', '--all')).toMatchObject({ out: 'Left to see: 0\n' });
  expect(await foyer('notifications', 'acknowledge')).toMatchObject({ code: 2 });
  expect(await foyer('notifications', 'list', '--limit', 'x')).toMatchObject({ code: 2 });
});
