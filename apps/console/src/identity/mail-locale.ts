import i18next from 'i18next';
import { isLanguage, type Language } from '../languages/languages.ts';

/** The language of the page, for mails to somebody who has not chosen one yet. */
export function mailLocale(): Language {
  return isLanguage(i18next.language) ? i18next.language : 'en';
}
