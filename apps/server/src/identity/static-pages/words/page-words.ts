import type { Locale } from '../../../kernel/locale.contract.ts';
import { de } from './de.ts';
import { en, type PageWords } from './en.ts';
import { ru } from './ru.ts';

/** The languages of the pages. Another one is a file beside these, and its line here. */
const languages: Record<Locale, PageWords> = { en, ru, de };

export function pageWordsIn(locale: Locale): PageWords {
  return languages[locale];
}
