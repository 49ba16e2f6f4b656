import { z } from 'zod';

/** The languages that Foyer speaks. Each has a file of words for the mails and one for the console. */
export const LOCALES = ['en', 'ru', 'de'] as const;

export const Locale = z.enum(LOCALES).meta({ id: 'Locale', description: 'A language that Foyer speaks.' });
export type Locale = z.infer<typeof Locale>;
