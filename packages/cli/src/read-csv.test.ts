import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCsv } from './read-csv.ts';

test('reads what spreadsheets write', () => {
  const text =
    '\uFEFFaddress,fullName\r\na@example.org,"Example, Ada"\r\n\r\nb@example.org,"say ""hi""\nthere"';
  expect(readCsv(text)).toEqual([
    ['address', 'fullName'],
    ['a@example.org', 'Example, Ada'],
    ['b@example.org', 'say "hi"\nthere'],
  ]);
  expect(readCsv('a,b,\n,,\n')).toEqual([['a', 'b', '']]);
});

test.each(['a\n"b', 'a\nb"c"', 'a\n"b"c,d'])('refuses %j, and says in which line', (text) => {
  expect(() => readCsv(text)).toThrow('line 2 is not CSV');
});

test('reads back whatever is written by the rules', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r\n', 'é') });
  const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 5 });
  fc.assert(
    fc.property(rows, (written) => {
      const text = written
        .map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(','))
        .join('\r\n');
      expect(readCsv(text)).toEqual(written.filter((row) => row.some((value) => value !== '')));
    }),
  );
});
