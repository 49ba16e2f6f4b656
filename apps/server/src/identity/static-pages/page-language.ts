import { LOCALES, Locale } from '../../kernel/locale.contract.ts';

/** The language that a link names; otherwise the one that the browser likes best of those that there are (RFC 9110, 12.5.4). */
export function pageLanguage(given: { lang: unknown; acceptLanguage: string | undefined }): Locale {
  const named = Locale.safeParse(given.lang);
  if (named.success) return named.data;
  const liked = (given.acceptLanguage ?? '')
    .slice(0, 200)
    .split(',')
    .map((range) => {
      const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
      const quality = parameters.map((one) => /^\s*q=([\d.]+)\s*$/.exec(one)?.[1]).find(Boolean);
      return { language: tag.split('-')[0], quality: Number(quality ?? 1) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality);
  return liked.map(({ language }) => LOCALES.find((locale) => locale === language)).find(Boolean) ?? 'en';
}
