import type { Locale } from '../../kernel/locale.contract.ts';
import { wordsIn } from '../../messaging/words/words.ts';
import { deviceParts } from './device-name.ts';

/** A device in the language of a mail; what it says of itself is never repeated as it is. */
export function deviceIn(locale: Locale, userAgent: string): string {
  const words = wordsIn(locale);
  const { browser, system } = deviceParts(userAgent);
  if (browser !== undefined && system !== undefined) return words.browserOn(browser, system);
  return browser ?? system ?? words.unknownDevice;
}
