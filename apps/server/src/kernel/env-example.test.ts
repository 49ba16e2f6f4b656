import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { expect, it } from 'vitest';
import { Environment, readConfig } from './config.ts';
import { envExample } from './env-example.ts';

const committed = () => readFileSync(new URL('../../../../.env.example', import.meta.url), 'utf8');
const everyLineSet = () => parseEnv(committed().replaceAll(/^#([A-Z_0-9]+=)/gm, '$1'));

it('.env.example is what the schema says; if not: npm run env-example --workspace @foyer/server', () => {
  expect(committed()).toBe(envExample());
});

it('.env.example names every variable, and taken as it is sets none', () => {
  expect(Object.keys(everyLineSet()).sort()).toEqual(Object.keys(Environment.shape).sort());
  expect(parseEnv(committed())).toEqual({});
});

it('.env.example shows the defaults: written out they change nothing', () => {
  const secretOf = () => 'a key of this machine';
  expect(readConfig(everyLineSet(), secretOf)).toEqual(readConfig({}, secretOf));
});

it('docs/settings.md names every variable with its default, and none that is not there', () => {
  const page = readFileSync(new URL('../../../../docs/settings.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| `([^`]+)` +\| (?:`([^`]*)`)? *\|/gm)];
  const listed = rows.map(([, name, value = '']) => [name, value]);
  expect(listed.sort()).toEqual(Object.entries(everyLineSet()).sort());
});
