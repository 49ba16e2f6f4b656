import fc from 'fast-check';
import superjson from 'superjson';
import { expect, test } from 'vitest';
import { deserialize, serialize, type Wire } from './wire.ts';

const key = fc
  .oneof(fc.string(), fc.constantFrom('a', 'a.b', 'a\\', '\\.', '.', '', '0', 'json', 'toString'))
  .filter((name) => !['__proto__', 'constructor', 'prototype'].includes(name));
const leaf = fc.oneof(
  fc.string(),
  fc.boolean(),
  fc.constant(null),
  fc.constant(undefined),
  fc.date({ noInvalidDate: true }),
  fc.bigInt(),
  fc.double(),
  fc.integer(),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const overTheWire = (wire: unknown) => JSON.parse(JSON.stringify(wire));

test('writes what superjson reads as the same value', () => {
  fc.assert(
    fc.property(value, (sent) => {
      expect(superjson.deserialize(overTheWire(serialize(sent)))).toEqual(
        superjson.deserialize(overTheWire(superjson.serialize(sent))),
      );
    }),
    { numRuns: 500 },
  );
});

test('reads what superjson writes as superjson does', () => {
  fc.assert(
    fc.property(value, (answered) => {
      const text = JSON.stringify(superjson.serialize(answered));
      expect(deserialize(JSON.parse(text))).toEqual(superjson.deserialize(JSON.parse(text)));
    }),
    { numRuns: 500 },
  );
});

test('reads one date at two places of an answer', () => {
  const startsAt = new Date(0);
  const answer = { first: { startsAt }, items: [{ startsAt }, { startsAt }] };
  expect(deserialize(overTheWire(superjson.serialize(answer)))).toEqual(answer);
});

test.each<Wire>([
  { json: { a: 1 }, meta: { values: { a: ['Map'] } } },
  { json: { a: 1 }, meta: { values: { 'b.c': ['Date'] } } },
  { json: { a: 1 }, meta: { values: { '__proto__.x': ['Date'] } } },
  { json: { a: 1 }, meta: { values: { 'constructor.prototype.x': ['Date'] } } },
  { json: { a: 'x' }, meta: { values: { a: ['bigint'] } } },
])('refuses %j', (wire) => {
  expect(() => deserialize(wire)).toThrow();
  expect(({} as Record<string, unknown>).x).toBeUndefined();
});
