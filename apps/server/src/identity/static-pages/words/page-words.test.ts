import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { appRouter } from '../../../app-router.ts';
import { declaredProblems } from '../../../kernel/field-problem.contract.ts';
import type { ProcedureMeta } from '../../../kernel/procedure.ts';
import { pageWordsIn } from './page-words.ts';

const folder = new URL('..', import.meta.url);

/** What the pages ask the API to do. */
const performed = globSync('*.ts', { cwd: folder.pathname })
  .map((file) => readFileSync(new URL(file, folder), 'utf8'))
  .flatMap((text) => [...text.matchAll(/perform\(\s*'([\w.]+)'/g)].map(([, name]) => name as string));

/** A page carries no API key, so no scope of one is ever missing. */
const NEVER_HERE = ['SCOPE_REQUIRED'];

test.each(['en', 'de', 'ru'] as const)(
  'pages in %s have words for every refusal that they can meet',
  (locale) => {
    const procedures = appRouter._def.procedures as unknown as Record<
      string,
      { _def: { meta: ProcedureMeta } }
    >;
    const met = performed.flatMap((name) => procedures[name]?._def.meta.faults.map(({ code }) => code) ?? []);
    expect(new Set(met).size).toBeGreaterThan(10);
    const { refusals } = pageWordsIn(locale);
    expect(met.filter((code) => !(code in refusals) && !NEVER_HERE.includes(code))).toEqual([]);
  },
);

test('pages speak of problems that a field can have', () => {
  const codes = declaredProblems().map(({ code }) => code);
  expect(Object.keys(pageWordsIn('en').problems).filter((code) => !codes.includes(code))).toEqual([]);
});
