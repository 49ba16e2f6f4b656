import { expect, test } from 'vitest';
import { z } from 'zod';
import { printApi } from './print-api.ts';
import { printPaths } from './print-paths.ts';
import { type ProcedureShape, readProcedures } from './read-procedures.ts';

const EMPTY = z.object({}).meta({ id: 'Nothing' });
const REFUSED = { code: 'EVENT_FULL', status: 'CONFLICT', description: 'Every seat is taken.' };

function procedure(changes: Partial<ProcedureShape>): ProcedureShape {
  return {
    path: 'events.list',
    kind: 'query',
    summary: 'Lists events.',
    demands: 'open',
    faults: [],
    input: EMPTY,
    output: EMPTY,
    ...changes,
  };
}

const printInput = (shape: z.core.$ZodLooseShape) =>
  printApi([procedure({ input: z.object(shape).meta({ id: 'Asked' }) })]);
const printOutput = (shape: z.core.$ZodLooseShape) =>
  printApi([procedure({ output: z.object(shape).meta({ id: 'Answered' }) })]);

test('prints procedures, their docs and their refusals', () => {
  const text = printApi([
    procedure({ path: 'events.list', faults: [REFUSED] }),
    procedure({ path: 'events.join', kind: 'mutation', demands: 'staff', summary: 'Joins.' }),
  ]);
  expect(text).toContain('list: Query<Nothing, Nothing, EventsListFault>;');
  expect(text).toContain('join: Mutation<Nothing, Nothing, EventsJoinFault>;');
  expect(text).toContain(
    '     * Lists events.\n     * Open to everybody.\n     * Refuses with EVENT_FULL.\n',
  );
  expect(text).toContain(
    "/** Every seat is taken. */\nexport interface EventFullFault extends Fault<'EVENT_FULL'> {}",
  );
  expect(text).toContain('export type EventsListFault =\n  | EventFullFault;');
  expect(text).toContain('export type EventsJoinFault = never;');
});

test('prints the same for the same procedures, in whatever order they stand in the router', () => {
  const one = procedure({ path: 'events.list' });
  const other = procedure({ path: 'accounts.me' });
  const shape = ({ path, input, output, ...meta }: ProcedureShape) =>
    [path, { _def: { type: 'query', inputs: [input], output, meta } }] as const;
  const routerOf = (...all: ProcedureShape[]) => ({
    _def: { procedures: Object.fromEntries(all.map(shape)) },
  });
  expect(printApi(readProcedures(routerOf(one, other)))).toBe(printApi(readProcedures(routerOf(other, one))));
});

test.each<[string, z.ZodType, string]>([
  [
    'a default may be left out',
    z.int().default(20).describe('Rows.'),
    '   * Rows.\n   * Default: 20.\n   */\n  field?: number | undefined;',
  ],
  [
    'a default under nullable is found',
    z.string().nullable().default(null),
    '/** Default: null. */\n  field?: string | null | undefined;',
  ],
  ['an optional field', z.string().optional(), 'field?: string | undefined;'],
  ['an instant that REST sends as text', z.preprocess((given) => given, z.date()), 'field: Date;'],
  [
    'a text that is cleaned and checked',
    z
      .string()
      .transform((text) => text.trim())
      .pipe(z.string().min(1)),
    'field: string;',
  ],
  ['a number that REST sends as text', z.coerce.number(), 'field: number;'],
  ['an enumeration', z.enum(['it', "it's"]), "field: 'it' | 'it\\'s';"],
  ['a list of choices', z.array(z.enum(['a', 'b'])), "field: ('a' | 'b')[];"],
  ['literals', z.literal(['a', 1, true, null]), "field: 'a' | 1 | true | null;"],
  ['a union', z.union([z.string(), z.bigint()]), 'field: string | bigint;'],
  ['a record', z.record(z.string(), z.int()), 'field: Record<string, number>;'],
  [
    'a small object',
    z.object({ x: z.int(), y: z.int().optional() }),
    'field: {\n    x: number;\n    y?: number | undefined;\n  };',
  ],
  ['a doc that would end its comment', z.string().describe('Not */ here.'), '/** Not *\\/ here. */'],
])('on the way in: %s', (_name, field, expected) => {
  expect(printInput({ field })).toContain(expected);
});

test.each<[string, z.ZodType, string]>([
  ['a default is always there', z.int().default(20), 'field: number;'],
  ['what may be missing', z.string().optional(), 'field?: string;'],
  ['what ends a pipe', z.string().pipe(z.enum(['a'])), "field: 'a';"],
])('on the way out: %s', (_name, field, expected) => {
  expect(printOutput({ field })).toContain(expected);
});

test('gives a named type its name and its doc once, also when a field says more about it', () => {
  const Role = z.enum(['member', 'staff']).meta({ id: 'Role', description: 'What one may do.' });
  const text = printOutput({
    plain: Role,
    more: Role.nullable().describe('Null for visitors.'),
    same: Role.describe('Mine.'),
  });
  expect(text).toContain("/** What one may do. */\nexport type Role = 'member' | 'staff';");
  expect(text).toContain(
    '  plain: Role;\n  /** Null for visitors. */\n  more: Role | null;\n  /** Mine. */\n  same: Role;\n',
  );
  expect(text.match(/export type Role/g)).toHaveLength(1);
});

const big = z.object({ a: z.int(), b: z.int(), c: z.int(), d: z.int() });
test.each<[string, z.ZodType, string]>([
  ['any', z.any(), 'events.list (output).field: a any has no type'],
  ['unknown', z.unknown(), 'Answered.field: a unknown'],
  ['a check by code alone', z.custom(() => true), 'field: a custom'],
  ['a function', z.function() as never, 'field'],
  [
    'code at the end',
    z.string().transform((text) => text.length),
    'Answered.field: the answer is made by code',
  ],
  ['a big object without a name', big, 'Answered.field: an object of 4 fields wants a name'],
  ['something deep inside', z.array(z.object({ x: z.any() })), 'Answered.field.x: a any'],
  ['a name that is no name', z.object({}).meta({ id: 'no name' }), 'no name is no name for a type'],
])('refuses %s, and says where', (_name, field, complaint) => {
  expect(() => printOutput({ field })).toThrow(complaint.replace('events.list (output)', 'Answered'));
});

test('prints a type that speaks of itself', () => {
  const Comment = z
    .object({
      get replies() {
        return z.array(Comment);
      },
    })
    .meta({ id: 'Comment' });
  expect(printOutput({ comment: Comment })).toContain('export interface Comment {\n  replies: Comment[];\n}');
});

test('refuses one name for two types', () => {
  const one = z.object({ a: z.int() }).meta({ id: 'Twice' });
  const other = z.object({ a: z.string() }).meta({ id: 'Twice' });
  expect(() => printOutput({ one, other })).toThrow('Answered.other: Twice is two different types');
});

test('refuses a type that reads differently on the way in and out', () => {
  const Both = z.object({ limit: z.int().default(1) }).meta({ id: 'Both' });
  expect(() => printApi([procedure({ input: Both, output: Both })])).toThrow('Both is two different types');
});

test('refuses a procedure whose input or output has no name or is no object', () => {
  expect(() => printApi([procedure({ input: z.object({}) })])).toThrow('events.list (input): wants a name');
  expect(() => printApi([procedure({ output: z.string() })])).toThrow('events.list (output): is a string');
});

test('refuses a fault that is declared twice, differently', () => {
  const other = { ...REFUSED, description: 'No seat.' };
  expect(() =>
    printApi([procedure({ faults: [REFUSED] }), procedure({ path: 'events.get', faults: [other] })]),
  ).toThrow('EVENT_FULL is declared twice');
});

test.each([
  ['no output', { type: 'query', inputs: [EMPTY], meta: {} }, 'its output is no zod schema'],
  ['no input', { type: 'query', inputs: [], output: EMPTY, meta: {} }, 'has 0 input schemas'],
  ['no meta', { type: 'query', inputs: [EMPTY], output: EMPTY }, 'has no meta'],
  [
    'a stream',
    { type: 'subscription', inputs: [EMPTY], output: EMPTY, meta: {} },
    'a subscription is not in the SDK',
  ],
])('refuses a procedure with %s', (_name, _def, complaint) => {
  expect(() => readProcedures({ _def: { procedures: { 'events.list': { _def } } } })).toThrow(complaint);
});

test('sends with a key what wants a session, and without one what does not', () => {
  const text = printPaths([
    procedure({}),
    procedure({ path: 'events.join', kind: 'mutation', demands: 'verified' }),
    procedure({ path: 'signIns.requestCode', kind: 'mutation' }),
  ]);
  expect(text).toContain("QUERIES: string = 'events.list'");
  expect(text).toContain("KEYED_MUTATIONS: string = 'events.join'");
  expect(text).toContain("OPEN_MUTATIONS: string = 'signIns.requestCode'");
});
