import { expect, test } from 'vitest';
import { csvOfTyped } from './typed-addresses.ts';

test('takes addresses however they stand apart', () => {
  const three = 'a@example.org\nb@example.org\nc@example.org';
  for (const typed of [
    'a@example.org\nb@example.org\nc@example.org',
    'a@example.org, b@example.org;c@example.org',
    ' a@example.org  b@example.org\r\n\r\nc@example.org;',
  ])
    expect(csvOfTyped(typed)).toBe(three);
});

test('takes names as mail programs write them, and keeps what is no address to be complained about', () => {
  expect(csvOfTyped('Ada Example <ada@example.org>, "Bo" <bo@example.org>')).toBe(
    '"Ada Example",ada@example.org\n"Bo",bo@example.org',
  );
  expect(csvOfTyped('He said "hi" <x@example.org>')).toBe('"He said ""hi""",x@example.org');
  expect(csvOfTyped('no address here')).toBe('no address here');
  expect(csvOfTyped(' \n ')).toBe('');
});
