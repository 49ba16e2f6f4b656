import { describe, expect, it } from 'vitest';
import { pageWordsIn } from '../../identity/static-pages/words/page-words.ts';
import { LOCALES } from '../../kernel/locale.contract.ts';
import { textsOf } from '../../testing/texts-of.ts';
import { wordsIn } from './words.ts';

const pairs = LOCALES.flatMap((one, index) => LOCALES.slice(index + 1).map((other) => [one, other] as const));

describe.each([
  { what: 'mails', words: wordsIn },
  { what: 'pages', words: pageWordsIn },
])('the words of $what', ({ words }) => {
  it.each(pairs)('in %s and in %s have no sentence in common', (one, other) => {
    const others = new Set(textsOf(words(other)).values());
    const shared = [...textsOf(words(one))].filter(([, text]) => text.includes(' ') && others.has(text));
    expect(shared).toEqual([]);
  });

  it.each(LOCALES)('in %s are Cyrillic only if that is Russian', (locale) => {
    const texts = textsOf(words(locale));
    // Names of products, and nothing else.
    texts.delete('browserOn');
    const others = [...texts].filter(([, text]) => text !== '' && /[а-яё]/i.test(text) !== (locale === 'ru'));
    expect(others).toEqual([]);
  });

  it('in German say Sie, not du', () => {
    const familiar = [...textsOf(words('de'))].filter(([, text]) => /\b(du|dich|dir|dein\w*)\b/i.test(text));
    expect(familiar).toEqual([]);
  });
});
