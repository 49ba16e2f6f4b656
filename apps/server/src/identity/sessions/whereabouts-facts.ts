import type { Locale } from '../../kernel/locale.contract.ts';
import type { Whereabouts } from '../../kernel/places/whereabouts.contract.ts';
import { facts, type MailBlock } from '../../messaging/mails/mail-content.ts';
import { longTime } from '../../messaging/mails/people-and-times.ts';
import { wordsIn } from '../../messaging/words/words.ts';
import { deviceIn } from './device-in.ts';

/** From where what a security mail tells of was done, and when, if the mail says so. */
export function whereaboutsFacts(
  { userAgent, ipAddress, place, at }: Whereabouts & { at?: string },
  locale: Locale,
): MailBlock {
  const words = wordsIn(locale);
  return facts([
    [words.device, ipAddress && deviceIn(locale, userAgent)],
    [words.place, place],
    [words.networkAddress, ipAddress],
    [words.time, at && longTime({ from: new Date(at), timeZone: 'UTC' }, locale)],
  ]);
}
