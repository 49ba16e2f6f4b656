import { Code } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useTimeFormat } from '../../times/use-time-format.ts';
import { rhythmOf } from './rhythm.ts';

/** How often something is done by the clock: in words first, and as the operator knows it. */
export function RhythmText({ cron }: { cron: string }) {
  const { t } = useTranslation('jobs');
  const words = useRhythmWords(cron);
  return (
    <div>
      {words} <Code>{t('cron', { cron })}</Code>
    </div>
  );
}

function useRhythmWords(cron: string): string | undefined {
  const { t } = useTranslation('jobs');
  const format = useTimeFormat();
  const rhythm = rhythmOf(cron);
  if (rhythm === undefined) return undefined;
  if (rhythm === 'everyMinute') return t('everyMinute');
  if (!('hour' in rhythm)) return t('everyHour', rhythm);
  const { hour, minute } = rhythm;
  return t('everyDay', { time: format.time(new Date(Date.UTC(2000, 0, 1, hour, minute)), 'UTC') });
}
