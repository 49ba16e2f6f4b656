import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isKeyText, isKeyWhole, newKeyText } from './key-text.ts';

it('makes keys that are recognised, each another', () => {
  const keys = Array.from({ length: 200 }, newKeyText);
  expect(new Set(keys).size).toBe(200);
  for (const key of keys) {
    expect(key).toMatch(/^foyer_[A-Za-z0-9_-]{43}[0-9a-f]{8}$/);
    expect([isKeyText(key), isKeyWhole(key)]).toEqual([true, true]);
  }
});

it('tells every typo of one character, every cut and every addition from a key', () => {
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom(...'aZ09_-'), (place, letter) => {
      const key = newKeyText();
      const at = 'foyer_'.length + (place % (key.length - 'foyer_'.length));
      const typo = `${key.slice(0, at)}${letter}${key.slice(at + 1)}`;
      expect(isKeyWhole(typo)).toBe(typo === key);
      expect(isKeyWhole(key.slice(0, at))).toBe(false);
      expect(isKeyWhole(key + letter)).toBe(false);
    }),
  );
});
