import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { appRouter, internalRouter } from './app-router.ts';
import { describeIssue } from './kernel/describe-issue.ts';
import { declaredProblems, problemSaying } from './kernel/field-problem.contract.ts';

type Check = z.core.$ZodCheckDef & { format?: string; fn?: unknown };

/** Formats that have a problem of their own without any text. */
const KNOWN_FORMATS = ['uuid', 'safeint'];

const contracts = [appRouter, internalRouter].flatMap((router) =>
  Object.entries(router._def.procedures).flatMap(([name, procedure]) =>
    (procedure._def as unknown as { inputs: z.ZodType[] }).inputs.map((input) => ({ name, input })),
  ),
);

test('whatever a contract checks has a code of its own', () => {
  const checks = contracts.flatMap(({ name, input }) => checksIn(input, name, new Set()));
  expect(checks.length).toBeGreaterThan(100);
  const vague = checks.filter(
    ({ check, text = '' }) =>
      isVague(check) && !KNOWN_FORMATS.includes(check.format ?? '') && problemSaying(text) === undefined,
  );
  expect(vague.map(({ where }) => where)).toEqual(OF_BROWSERS);
});

/** What a browser fills in, and no person. */
const OF_BROWSERS = ['passkeys.register.response.response.transports'];

/** A length or a bound says by itself what is wrong; of these, zod knows no more than that something is. */
function isVague({ check, fn }: Check): boolean {
  // What has no answer of its own tells its problems one by one, each with its text.
  return check === 'string_format' || (check === 'custom' && fn !== undefined);
}

test.each([
  ['missing', z.string(), undefined],
  ['wrong-type', z.string(), 7],
  ['not-whole', z.int(), 1.5],
  ['empty', z.string().min(1), ''],
  ['empty', z.array(z.string()).min(1), []],
  ['too-short', z.string().min(3), 'ab'],
  ['too-long', z.string().max(3, 'This is long.'), 'abcd'],
  ['too-few', z.array(z.string()).min(2), ['a']],
  ['too-many', z.array(z.string()).max(0), ['a']],
  ['too-small', z.number().min(3), 2],
  ['too-big', z.number().max(3), 4],
  ['too-early', z.date().min(new Date(9)), new Date(8)],
  ['too-late', z.date().max(new Date(9)), new Date(10)],
  ['not-offered', z.enum(['a', 'b']), 'c'],
  ['not-an-id', z.uuid(), 'c'],
  ['wrong-format', z.ipv4(), 'c'],
  ['unknown-fields', z.strictObject({}), { other: 1 }],
  ['wrong', z.union([z.string(), z.date()]), 1],
])('what zod finds is told as %s', (code, schema, value) => {
  const problem = describeIssue(schema.safeParse(value).error?.issues[0] as z.core.$ZodIssue);
  expect(problem).toMatchObject({ path: '', code });
});

test('a problem says where it is, with what words about it need, and in the words of the contract', () => {
  const schema = z.object({ people: z.array(z.object({ name: z.string().max(3, 'Shorter.') })) });
  const { error } = schema.safeParse({ people: [{ name: 'Ada' }, { name: 'Augusta' }] });
  expect(error?.issues.map(describeIssue)).toEqual([
    { path: 'people.1.name', code: 'too-long', params: { maximum: 3 }, message: 'Shorter.' },
  ]);
});

test('docs/errors.md lists every code with its parameters', () => {
  const text = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8');
  const table = text.slice(text.indexOf('| parameters'));
  const listed = [...table.matchAll(/^\| (`[a-z0-9-]+`) +\| ([^|]*?) *\| /gm)].map(([, ...cells]) => cells);
  expect(listed).toEqual(
    declaredProblems().map(({ code, params }) => [
      `\`${code}\``,
      Object.keys(params.shape)
        .map((name) => `\`${name}\``)
        .join(', '),
    ]),
  );
});

type Found = { where: string; check: Check; text: string | undefined };

/** Every check of a schema and of all within it; a check is built as a schema is. */
function checksIn(schema: unknown, where: string, seen: Set<unknown>): Found[] {
  if (!isSchema(schema) || seen.has(schema)) return [];
  seen.add(schema);
  const definition = schema._zod.def as Partial<Check>;
  const own = definition.check === undefined ? [] : [definition as Check];
  return [
    ...own.map((check) => ({ where, check, text: textOf(check) })),
    ...Object.values(definition)
      .flatMap(partsOf)
      .flatMap(([name, inner]) => checksIn(inner, name === '' ? where : `${where}.${name}`, seen)),
  ];
}

function isSchema(value: unknown): value is z.core.$ZodType {
  return typeof value === 'object' && value !== null && '_zod' in value;
}

function partsOf(part: unknown): [name: string, schema: unknown][] {
  if (isSchema(part)) return [['', part]];
  if (Array.isArray(part)) return part.map((inner) => ['', inner]);
  return typeof part === 'object' && part !== null ? Object.entries(part) : [];
}

function textOf({ error }: Check): string | undefined {
  const said = error?.({} as never);
  return typeof said === 'string' ? said : said?.message;
}
