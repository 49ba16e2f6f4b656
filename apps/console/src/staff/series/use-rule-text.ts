import { useTranslation } from 'react-i18next';
import { localeFor } from '../../languages/languages.ts';
import { partsOf, WEEKDAYS } from './rule-choice.ts';

/** A weekday by its two letters, as it is called in a language. */
export function weekdayName(day: string, locale: string, width: 'long' | 'short' = 'long'): string {
  // The first of January 2024 was a Monday.
  const some = new Date(Date.UTC(2024, 0, 1 + WEEKDAYS.indexOf(day.slice(-2))));
  return new Intl.DateTimeFormat(locale, { weekday: width, timeZone: 'UTC' }).format(some);
}

const NTH = { 1: 'nth1', 2: 'nth2', 3: 'nth3', 4: 'nth4', 5: 'nth5', '-1': 'nthLast' } as const;

/** A rule in words. What is rare in it is left out: the dates beside it say it anyway. */
export function useRuleText(): { rule: (rule: string) => string; nthDay: (day: string) => string } {
  const { t, i18n } = useTranslation('series');
  const locale = localeFor(i18n.language);
  const nthDay = (day: string) => {
    const nth = Number.parseInt(day, 10) as unknown as keyof typeof NTH;
    const weekday = weekdayName(day, locale);
    return nth in NTH ? t(NTH[nth], { weekday }) : weekday;
  };
  const rule = (text: string) => {
    const { FREQ, INTERVAL, BYDAY, BYMONTHDAY, COUNT, UNTIL } = partsOf(text);
    const interval = Number(INTERVAL ?? 1);
    const every = {
      DAILY: interval === 1 ? t('everyDay') : t('everyDays', { count: interval }),
      WEEKLY: interval === 1 ? t('everyWeek') : t('everyWeeks', { count: interval }),
      MONTHLY: interval === 1 ? t('everyMonth') : t('everyMonths', { count: interval }),
      YEARLY: interval === 1 ? t('everyYear') : t('everyYears', { count: interval }),
    }[FREQ ?? 'DAILY'];
    const days = BYDAY?.split(',').map(nthDay) ?? [];
    const numbers = FREQ === 'MONTHLY' && BYMONTHDAY ? [t('onDay', { day: BYMONTHDAY })] : [];
    const until = UNTIL && new Date(UNTIL.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3'));
    const date =
      until && new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(until);
    return [
      every,
      new Intl.ListFormat(locale).format([...days, ...numbers]),
      COUNT && t('times', { count: Number(COUNT) }),
      date && t('untilDate', { date }),
    ]
      .filter(Boolean)
      .join(', ');
  };
  return { rule, nthDay };
}
