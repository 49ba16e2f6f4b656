/** Those that Foyer speaks, in their own words. */
export const languages = [
  { code: 'en', name: 'English' },
  { code: 'de', name: 'Deutsch' },
  { code: 'ru', name: 'Русский' },
] as const;

export type Language = (typeof languages)[number]['code'];

export function isLanguage(code: string | null | undefined): code is Language {
  return languages.some((language) => language.code === code);
}

/** The visitor's own variant of the chosen language (en-GB, not en), for dates and numbers. */
export function localeFor(language: string): string {
  return navigator.languages.find((wanted) => wanted.split('-')[0] === language) ?? language;
}
