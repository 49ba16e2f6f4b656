import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { localeFor } from '../languages/languages.ts';
import { type TimeFormat, timeFormat } from './format-time.ts';
import { useOwnTimeZone } from './use-own-time-zone.ts';

export function useTimeFormat(): TimeFormat {
  const { i18n } = useTranslation();
  const ownTimeZone = useOwnTimeZone();
  return useMemo(() => timeFormat(localeFor(i18n.language), ownTimeZone), [i18n.language, ownTimeZone]);
}
