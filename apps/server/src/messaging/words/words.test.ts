import { describe, expect, it } from 'vitest';
import { LOCALES, type Locale } from '../../kernel/locale.contract.ts';
import { wordsIn } from './words.ts';

/** Every text of a language by its name; what takes an argument is written with one. */
function textsIn(locale: Locale): Map<string, string> {
  const texts = new Map<string, string>();
  const collect = (value: unknown, name: string): void => {
    if (typeof value === 'string') texts.set(name, value);
    else if (typeof value === 'function') texts.set(name, String(value('Example', 7)));
    else for (const [key, inner] of Object.entries(value as object)) collect(inner, `${name}.${key}`);
  };
  collect(wordsIn(locale), locale);
  return texts;
}

const pairs = LOCALES.flatMap((one, index) => LOCALES.slice(index + 1).map((other) => [one, other] as const));

describe('the words of mails', () => {
  it.each(pairs)('in %s and in %s have no sentence in common', (one, other) => {
    const others = new Set(textsIn(other).values());
    const shared = [...textsIn(one)].filter(([, text]) => text.includes(' ') && others.has(text));
    expect(shared).toEqual([]);
  });

  it.each(LOCALES)('in %s are Cyrillic only if that is Russian', (locale) => {
    const texts = textsIn(locale);
    // Names of products, and nothing else.
    texts.delete(`${locale}.browserOn`);
    const others = [...texts].filter(([, text]) => /[а-яё]/i.test(text) !== (locale === 'ru'));
    expect(others).toEqual([]);
  });

  it('in German say Sie, not du', () => {
    for (const [name, text] of textsIn('de'))
      expect({ name, text: text.match(/\b(du|dich|dir|dein\w*)\b/i)?.[0] }).toEqual({
        name,
        text: undefined,
      });
  });
});
