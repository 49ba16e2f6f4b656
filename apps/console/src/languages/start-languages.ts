import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { de } from './de/de.ts';
import { en } from './en/en.ts';
import { isLanguage, type Language } from './languages.ts';
import { ru } from './ru/ru.ts';

const storageKey = 'foyer-language';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell';
    resources: typeof en;
  }
}

/** Reads what was chosen before, else what the browser asks for, and shows the console in it. */
export async function startLanguages(): Promise<void> {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
  await i18next.use(initReactI18next).init({
    resources: { en, de, ru },
    lng: chosenLanguage() ?? preferredLanguage(),
    fallbackLng: 'en',
    defaultNS: 'shell',
    interpolation: { escapeValue: false },
  });
}

/** Shows everything in this language from now on, here and in the other tabs that load later. */
export async function chooseLanguage(language: Language): Promise<void> {
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  await i18next.changeLanguage(language);
}

export function chosenLanguage(): Language | undefined {
  try {
    const stored = localStorage.getItem(storageKey);
    return isLanguage(stored) ? stored : undefined;
  } catch {
    return undefined;
  }
}

function preferredLanguage(): Language {
  for (const wanted of navigator.languages) {
    const code = wanted.split('-')[0];
    if (isLanguage(code)) return code;
  }
  return 'en';
}
