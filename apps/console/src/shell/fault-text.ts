import { useTranslation } from 'react-i18next';
import { codeOf, retryAfterSecondsOf } from '../client/faults.ts';
import type { en } from '../languages/en/en.ts';
import { clockOf } from '../times/use-countdown.ts';

type Code = keyof typeof en.faults;

/** An error in words for a person, in their language. A code that has no words yet is at least a sentence. */
export function useFaultText(): (error: unknown) => string {
  const { t, i18n } = useTranslation(['faults', 'identity']);
  return (error) => {
    const code = codeOf(error);
    const known = i18n.exists(code, { ns: 'faults' }) ? (code as Code) : 'UNKNOWN';
    const seconds = retryAfterSecondsOf(error);
    const text = t(known, { ns: 'faults' });
    return seconds === undefined
      ? text
      : `${text} ${t('waitToTry', { ns: 'identity', time: clockOf(seconds) })}`;
  };
}
