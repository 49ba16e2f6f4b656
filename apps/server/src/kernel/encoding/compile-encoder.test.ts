import fc from 'fast-check';
import superjson from 'superjson';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { appRouter } from '../../app-router.ts';
import { compileEncoder, type Encoder } from './compile-encoder.ts';
import { shareText } from './share-text.ts';

type Sample = { schema: z.ZodType; value: fc.Arbitrary<unknown> };

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('"\\\n\u2028\ud800', '__proto__'),
);
const date = fc.date({ noInvalidDate: true });
const leaf: fc.Arbitrary<Sample> = fc.constantFrom<Sample>(
  { schema: z.string(), value: text },
  { schema: z.string().nullable(), value: fc.option(text) },
  { schema: z.number(), value: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  { schema: z.int(), value: fc.maxSafeInteger() },
  { schema: z.boolean(), value: fc.boolean() },
  { schema: z.date(), value: date },
  { schema: z.date().nullable(), value: fc.option(date) },
  { schema: z.enum(['one', 'two "quoted"']), value: fc.constantFrom('one', 'two "quoted"') },
);
const told = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('at'), when: z.date() }),
  z.object({ kind: z.literal('of'), what: z.array(z.string()) }),
]);
const union: fc.Arbitrary<Sample> = fc.constant({
  schema: told,
  value: fc.oneof(
    fc.record({ kind: fc.constant('at'), when: date }),
    fc.record({ kind: fc.constant('of'), what: fc.array(text, { maxLength: 3 }) }),
  ),
});
const name = fc.stringMatching(/^[a-z][a-zA-Z0-9]{0,8}$/).filter((word) => !(word in Object.prototype));

const { object } = fc.letrec<{ any: Sample; list: Sample; object: Sample }>((tie) => ({
  any: fc.oneof({ depthSize: 'small' }, leaf, union, tie('list'), tie('object')),
  list: tie('any').map(({ schema, value }) => ({
    schema: z.array(schema),
    value: fc.array(value, { maxLength: 5 }),
  })),
  object: fc.dictionary(name, tie('any'), { maxKeys: 6, noNullPrototype: true }).map((fields) => ({
    schema: z.object(Object.fromEntries(Object.entries(fields).map(([key, it]) => [key, it.schema]))),
    value: fc.record(Object.fromEntries(Object.entries(fields).map(([key, it]) => [key, it.value]))),
  })),
}));

function encoderOf(schema: z.ZodType): Encoder {
  const encode = compileEncoder(schema);
  if (encode === undefined) throw new Error('this schema was thought to be compiled');
  return encode;
}

/** What would be on the wire without the encoder. */
function written(schema: z.ZodType, value: unknown): string {
  return superjson.stringify(schema.parse(value));
}

describe('the encoder of answers', () => {
  it('writes what superjson writes, letter by letter, or nothing', () => {
    const samples = object.chain(({ schema, value }) => value.map((one) => ({ schema, value: one })));
    let wrote = 0;
    fc.assert(
      fc.property(samples, ({ schema, value }) => {
        const encoded = encoderOf(schema)(value);
        if (encoded === undefined) return;
        wrote++;
        expect(encoded).toBe(written(schema, value));
      }),
      { numRuns: 500 },
    );
    expect(wrote).toBeGreaterThan(300);
  });

  it('knows the output of every procedure', () => {
    type Procedures = Record<string, { _def: { output: z.ZodType } }>;
    for (const [path, { _def }] of Object.entries(appRouter._def.procedures as unknown as Procedures))
      expect(compileEncoder(_def.output), path).toBeDefined();
  });

  it('never writes a field that is not declared, at any depth', () => {
    const schema = z.object({
      account: z.object({ id: z.string() }),
      all: z.array(z.object({ id: z.string() })),
    });
    const row = { id: 'a', passwordHash: 'secret' };
    expect(encoderOf(schema)({ account: row, all: [row], secret: 1 })).toBe(
      '{"json":{"account":{"id":"a"},"all":[{"id":"a"}]}}',
    );
  });

  it('writes a shared answer once by each schema, and any other as it is now', () => {
    const [whole, part] = [z.object({ text: z.string(), at: z.date() }), z.object({ text: z.string() })];
    const [ofWhole, ofPart] = [encoderOf(whole), encoderOf(part)];
    const kept = shareText({ text: 'Zoë \ud800', at: new Date(0), secret: 1 });
    for (let time = 0; time < 2; time++) {
      expect(ofWhole(kept)).toBe(written(whole, kept));
      expect(ofPart(kept)).toBe(written(part, kept));
      expect(ofWhole(shareText({ text: 1 }))).toBeUndefined();
    }
    const changing = { text: 'before' };
    ofPart(changing);
    changing.text = 'after';
    expect(ofPart(changing)).toBe('{"json":{"text":"after"}}');
  });

  it.each([
    ['another type', { text: 1, date: new Date(0), number: 1 }],
    ['a missing field', { text: '', number: 1 }],
    ['an undefined field', { text: undefined, date: new Date(0), number: 1 }],
    ['an invalid date', { text: '', date: new Date(Number.NaN), number: 1 }],
    ['NaN', { text: '', date: new Date(0), number: Number.NaN }],
    ['negative zero', { text: '', date: new Date(0), number: -0 }],
    ['infinity', { text: '', date: new Date(0), number: Number.POSITIVE_INFINITY }],
    ['no object', null],
    ['a list in its place', []],
  ])('leaves %s to the schema and to superjson', (_what, value) => {
    const schema = z.object({ text: z.string(), date: z.date(), number: z.number() });
    expect(encoderOf(schema)(value)).toBeUndefined();
  });

  it('leaves one date in two places to superjson, which tells that they are one', () => {
    const schema = z.object({ from: z.date(), to: z.date() });
    const date = new Date(0);
    expect(encoderOf(schema)({ from: date, to: date })).toBeUndefined();
    expect(encoderOf(schema)({ from: date, to: new Date(0) })).toBe(
      written(schema, { from: date, to: new Date(0) }),
    );
  });

  it('writes what several answers share once, and as it would be written in each', () => {
    const schema = z.object({
      items: z.array(z.object({ name: z.string(), at: z.date() })),
      own: z.string(),
    });
    let reads = 0;
    const part = shareText({
      at: new Date(1),
      get name() {
        reads++;
        return 'shared';
      },
    });
    const other = { name: 'other', at: new Date(2) };
    const encode = encoderOf(schema);
    for (const own of ['a', 'b']) {
      const answer = { items: [other, part], own };
      expect(encode(answer)).toBe(written(schema, { ...answer, items: [other, { ...part }] }));
    }
    // Once by the encoder, and by each of the two copies.
    expect(reads).toBe(3);
    const elsewhere = { items: [part, other], own: '' };
    expect(encode(elsewhere)).toBe(written(schema, elsewhere));
    expect(encode({ items: [part, part], own: '' })).toBeUndefined();
    expect(encode({ items: [part, { name: '', at: part.at }], own: '' })).toBeUndefined();
    const names = z.object({ items: z.array(z.object({ name: z.string() })) });
    expect(encoderOf(names)({ items: [part] })).toBe('{"json":{"items":[{"name":"shared"}]}}');
  });

  it.each([
    ['a transformation', z.object({ text: z.string().transform((it) => it.length) })],
    ['trimming', z.object({ text: z.string().trim() })],
    ['coercion', z.object({ number: z.coerce.number() })],
    ['a default', z.object({ text: z.string().default('') })],
    ['an optional field', z.object({ text: z.string().optional() })],
    ['a union', z.object({ either: z.union([z.string(), z.number()]) })],
    ['a record', z.object({ record: z.record(z.string(), z.string()) })],
    ['refused extra fields', z.strictObject({ text: z.string() })],
    ['kept extra fields', z.looseObject({ text: z.string() })],
    ['a name that superjson escapes', z.object({ 'a.b': z.string() })],
    ['a name that superjson refuses', z.object({ constructor: z.string() })],
    ['a list at the top', z.array(z.string())],
  ])('compiles no schema with %s', (_what, schema) => {
    expect(compileEncoder(schema)).toBeUndefined();
  });
});
