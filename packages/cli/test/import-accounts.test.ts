import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSmallServer } from '../../client/test/small-server.ts';
import { runFoyer } from './run-foyer.ts';

let server: Awaited<ReturnType<typeof startSmallServer>>;
let home: string;
beforeEach(async () => {
  server = await startSmallServer();
  home = await mkdtemp(join(tmpdir(), 'foyer-cli-'));
  await foyer(['sign-in', 'person@example.org', '--url', server.url], '12345678\n');
});
afterEach(async () => {
  await server.stop();
  await rm(home, { recursive: true });
});

const foyer = (words: string[], input = '') =>
  runFoyer(words, { input, cwd: home, environment: { HOME: home } });
const write = async (name: string, text: string) => {
  await writeFile(join(home, name), text);
  return name;
};
const person = (n: number) => ({ address: `person${n}@example.org`, fullName: `Person ${n}` });

test('imports a JSON file in pieces that the server takes, and says who had an account already', async () => {
  const people = Array.from({ length: 1_001 }, (_, n) => person(n));
  people[700] = { address: 'person@example.org', fullName: 'A Person' };
  const ran = await foyer(['accounts', 'import', await write('people.json', JSON.stringify(people))]);
  expect(ran).toMatchObject({
    code: 0,
    out: 'Imported 1000 accounts. 1 had one already:\n  row 701: person@example.org\n',
  });
  expect(server.state.imported.map((accounts) => accounts.length)).toEqual([500, 500, 1]);
  const json = await foyer(['accounts', 'import', 'people.json', '--json']);
  expect(JSON.parse(json.out)).toEqual({
    imported: 1_000,
    skipped: [{ index: 700, address: 'person@example.org' }],
  });
});

test('imports a CSV file, where what is empty is left out', async () => {
  const csv =
    'address,fullName,passwordHash,locale\na@example.org,"Example, Ada",,de\nb@example.org,Bo,$2b$hash,\n';
  const ran = await foyer(['accounts', 'import', await write('people.csv', csv)]);
  expect(ran).toMatchObject({ code: 0, out: 'Imported 2 accounts.\n' });
  expect(server.state.imported).toEqual([
    [
      { address: 'a@example.org', fullName: 'Example, Ada', locale: 'de' },
      { address: 'b@example.org', fullName: 'Bo', passwordHash: '$2b$hash' },
    ],
  ]);
});

test('names the row of the file that the server refuses, and what is imported by then', async () => {
  const people = Array.from({ length: 600 }, (_, n) => ({
    ...person(n),
    ...(n === 503 && { passwordHash: 'plain' }),
  }));
  const ran = await foyer(['accounts', 'import', await write('people.json', JSON.stringify(people))]);
  expect(ran).toMatchObject({ code: 1, out: '' });
  expect(ran.err).toContain('The 500 rows before are imported.');
  expect(ran.err).toContain('row 504 passwordHash: This is wrong.');
  expect(ran.err).not.toContain('accounts.3');
});

test.each([
  ['people.json', '{"a":1}', 'is no JSON list of accounts'],
  ['people.json', '[', 'is no JSON list of accounts'],
  ['people.json', '[]', 'There are no accounts'],
  ['people.csv', 'address,age\na@example.org,7\n', 'got age'],
  ['people.csv', 'fullName\nAda\n', 'wants names out of address'],
  ['people.csv', 'address\n"a\n', 'line 2 is not CSV'],
])('refuses %s with %j, and says why', async (name, text, complaint) => {
  const ran = await foyer(['accounts', 'import', await write(name, text)]);
  expect(ran).toMatchObject({ code: 2, out: '' });
  expect(ran.err).toContain(complaint);
  expect(server.state.imported).toEqual([]);
});

test('asks for a file that is there', async () => {
  expect((await foyer(['accounts', 'import'])).err).toContain('It wants a file');
  expect((await foyer(['accounts', 'import', 'none.json'])).err).toContain('cannot be read (ENOENT)');
});
