import type { Locale } from '../../kernel/locale.contract.ts';
import { de } from './de.ts';
import { en, type Words } from './en.ts';
import { ru } from './ru.ts';

/** The languages of mail. Another one is a file beside these, and its line here. */
const languages: Record<Locale, Words> = { en, ru, de };

export function wordsIn(locale: Locale): Words {
  return languages[locale];
}
