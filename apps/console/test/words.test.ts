import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import '../../server/src/app-router.ts';
import { declaredProblems } from '../../server/src/kernel/field-problem.contract.ts';
import { de } from '../src/languages/de/de.ts';
import { en } from '../src/languages/en/en.ts';
import { ru } from '../src/languages/ru/ru.ts';

type Words = Record<string, string>;

const languages: [name: string, problems: Words, faults: Words][] = [
  ['English', en.problems, en.faults],
  ['German', de.problems, de.faults],
  ['Russian', ru.problems, ru.faults],
];

/** Of a word with a number there are several forms. */
const stemOf = (key: string) => key.replace(/_(one|few|many|other)$/, '');

const faultCodes = globSync('apps/server/src/**/*.ts', { cwd: new URL('../../..', import.meta.url).pathname })
  .map((path) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8'))
  .flatMap((text) => [...text.matchAll(/declareFault\(\s*'(\w+)'/g)].map(([, code]) => code as string));

test.each(languages)(
  'there are words in %s for whatever can be wrong with a field',
  (_language, problems) => {
    const said = new Set(Object.keys(problems).map(stemOf));
    expect([...said].sort()).toEqual(declaredProblems().map(({ code }) => code));
  },
);

test.each(languages)('the words in %s are filled with what the API answers', (_language, problems) => {
  const params = new Map(declaredProblems().map(({ code, params: { shape } }) => [code, Object.keys(shape)]));
  for (const [key, text] of Object.entries(problems)) {
    const holes = [...text.matchAll(/\{\{(\w+)/g)].map(([, name]) => name);
    const known = [...(params.get(stemOf(key)) ?? []), ...(key === stemOf(key) ? [] : ['count'])];
    expect({ key, unknown: holes.filter((name) => !known.includes(name as string)) }).toEqual({
      key,
      unknown: [],
    });
  }
});

test.each(languages)('there are words in %s for every refusal', (_language, _problems, faults) => {
  expect(faultCodes.length).toBeGreaterThan(90);
  expect(faultCodes.filter((code) => !(code in faults))).toEqual([]);
});
