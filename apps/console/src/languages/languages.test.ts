import { expect, test } from 'vitest';
import { de } from './de/de.ts';
import { en } from './en/en.ts';
import { ru } from './ru/ru.ts';

type Areas = Record<string, Record<string, string>>;

const english: Areas = en;
const others: [language: string, areas: Areas][] = [
  ['de', de],
  ['ru', ru],
];

test.each(others)('%s fills in what English fills in, and nothing else', (language, areas) => {
  for (const [key, text] of textsOf(areas)) {
    expect({ language, key, holes: holesOf(text) }).toEqual({ language, key, holes: holesOf(model(key)) });
  }
});

test.each(others)('%s has every plural form that its numbers ask for, and no other', (language, areas) => {
  const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  for (const [key] of textsOf(english).filter(([key]) => key.endsWith('_other'))) {
    const stem = key.slice(0, -'other'.length);
    const forms = textsOf(areas)
      .filter(([it]) => it.startsWith(stem) && !it.endsWith('_zero'))
      .map(([it]) => it.slice(stem.length));
    expect({ key, forms: forms.sort() }).toEqual({ key, forms: [...wanted].sort() });
  }
});

test.each(others)('%s says nothing that English does not say', (_language, areas) => {
  const known = new Set(textsOf(english).map(([key]) => stemOf(key)));
  expect(textsOf(areas).filter(([key]) => !known.has(stemOf(key)))).toEqual([]);
});

test('German is polite, and is German', () => {
  const same = textsOf(de).filter(([key, text]) => text === model(key) && /[a-z] [a-z]/.test(text));
  expect(same).toEqual([]);
  expect(textsOf(de).filter(([, text]) => /\b(du|dich|dir|dein(e|em|en|er|es)?)\b/i.test(text))).toEqual([]);
});

function textsOf(areas: Areas): [key: string, text: string][] {
  return Object.entries(areas).flatMap(([area, texts]) =>
    Object.entries(texts).map(([key, text]): [string, string] => [`${area}.${key}`, text]),
  );
}

/** What English says there; for a plural form that English has not, what it says of many. */
function model(key: string): string {
  const texts = Object.fromEntries(textsOf(english));
  return texts[key] ?? texts[`${stemOf(key)}_other`] ?? '';
}

function stemOf(key: string): string {
  return key.replace(/_(zero|one|few|many|other)$/, '');
}

function holesOf(text: string): string[] {
  return (text.match(/\{\{.+?\}\}|<\/?\w+>/g) ?? []).sort();
}
