import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { localeFor } from '../languages/languages.ts';
import { type TimeFormat, timeFormat } from './format-time.ts';

export function useTimeFormat(): TimeFormat {
  const { i18n } = useTranslation();
  return useMemo(() => timeFormat(localeFor(i18n.language)), [i18n.language]);
}
