import { FoyerError } from '@foyer/client';
import type { ParseKeys } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useTimeFormat } from '../times/use-time-format.ts';

/** What the API says about single fields of the input, by path, in words for a person, in their language. */
export function useFieldTexts(): (error: unknown) => Record<string, string> {
  const { t, i18n } = useTranslation('problems');
  const format = useTimeFormat();
  return (error) => {
    const fields = error instanceof FoyerError ? (error.fields ?? []) : [];
    return Object.fromEntries(
      fields.map(({ path, code, params, message }) => {
        const shown = Object.entries(params).map(([name, value]) => [
          name,
          typeof value === 'string' ? format.wallClock(value) : value,
        ]);
        const filling = { ...Object.fromEntries(shown), count: numberIn(params) };
        const isKnown = i18n.exists(code, { ns: 'problems', ...filling });
        return [path, isKnown ? t(code as ParseKeys<'problems'>, filling) : message];
      }),
    );
  };
}

/** By which of its forms a text with a number is chosen. */
function numberIn(params: object): number | undefined {
  return Object.values(params).find((value) => typeof value === 'number');
}
