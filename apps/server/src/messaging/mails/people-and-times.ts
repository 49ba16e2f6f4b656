import { LRUCache } from 'lru-cache';
import type { Locale } from '../../kernel/locale.contract.ts';

const LONGEST_GREETED_NAME = 60;

/**
 * A name to greet by, or none. Anybody can sign up with a stranger's address: a name that carries an
 * address of its own would make our mail the bearer of somebody's advertisement.
 */
export function greetedName(fullName: string): string | null {
  const name = oneLine(fullName);
  const isFit =
    name !== '' && name.length <= LONGEST_GREETED_NAME && !/:\/\/|www\.|[^\s.]\.[^\s.]{2}|@/i.test(name);
  return isFit ? name : null;
}

/** Without line breaks and control characters, whatever was let in: fit for a header (RFC 5322, 2.2). */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

/** `Sunday 14 March 2027 at 19:30 (CET)`, with an end `… at 19:30–22:00 (CET)`: in the zone where it is, named. */
export function longTime(time: { from: Date; to?: Date; timeZone: string }, locale: Locale): string {
  const { from, to, timeZone } = time;
  const key = `${locale} ${timeZone} ${from.getTime()} ${to?.getTime()}`;
  const known = times.get(key);
  if (known !== undefined) return known;
  const { format, zoneFormat } = formatsOf(LANGUAGE_TAGS[locale], timeZone);
  const zone = zoneFormat.formatToParts(from).find((part) => part.type === 'timeZoneName');
  const written = to === undefined ? format.format(from) : format.formatRange(from, to);
  const named = `${written} (${zone?.value ?? timeZone})`;
  times.set(key, named);
  return named;
}

/** Mails to many are all of one time. */
const times = new LRUCache<string, string>({ max: 1_000 });

type Formats = { format: Intl.DateTimeFormat; zoneFormat: Intl.DateTimeFormat };

/** To make a format takes a hundred times as long as to use it. */
const formats = new LRUCache<string, Formats>({ max: 100 });

function formatsOf(language: string, timeZone: string): Formats {
  const key = `${language} ${timeZone}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = {
    format: new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short', timeZone }),
    zoneFormat: new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'short' }),
  };
  formats.set(key, made);
  return made;
}

const LANGUAGE_TAGS: Record<Locale, string> = { en: 'en-GB', ru: 'ru-RU', de: 'de-DE' };
