import type { PreviewedDate } from '@foyer/client';
import { List, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../client/foyer.ts';
import { useFaultText } from '../../shell/fault-text.ts';
import { useFieldTexts } from '../../shell/field-texts.ts';
import { Notice } from '../../shell/notice.tsx';
import { useTimeFormat } from '../../times/use-time-format.ts';

type Times = { startsAtLocal: string; endsAtLocal: string; timeZone: string };

/** The dates that a rule would make, while it is being chosen: nothing has been made yet. */
export function RulePreview({ event, rule }: { event: Times; rule: string }) {
  const { t } = useTranslation('series');
  const faultText = useFaultText();
  const fieldTexts = useFieldTexts();
  const format = useTimeFormat();
  const { startsAtLocal, endsAtLocal, timeZone } = event;
  const [settled] = useDebouncedValue(rule, 250);
  const preview = useQuery({
    queryKey: ['series', 'preview', startsAtLocal, endsAtLocal, timeZone, settled],
    queryFn: () => foyer.series.preview({ rule: settled, startsAtLocal, endsAtLocal, timeZone, limit: 6 }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const shown = ({ startsAt }: PreviewedDate) => (
    <List.Item key={startsAt.toISOString()}>
      <time dateTime={startsAt.toISOString()}>{format.dateTime(startsAt, timeZone)}</time>
    </List.Item>
  );
  if (preview.error !== null)
    return (
      <Notice tone="wait" role="status">
        {fieldTexts(preview.error).rule ?? faultText(preview.error)}
      </Notice>
    );
  if (preview.data === undefined) return null;
  const { dates, made, isEndless, clockChanges } = preview.data;
  return (
    <div aria-live="polite">
      <Text size="sm" fw={600}>
        {isEndless ? t('previewEndless', { count: made }) : t('preview', { count: made })}
      </Text>
      <List size="sm" mt={4}>
        {dates.map(shown)}
        {made > dates.length && <List.Item>…</List.Item>}
      </List>
      {clockChanges.length > 0 && (
        <>
          <Text size="sm" mt="xs">
            {t('clockChanges')}
          </Text>
          <List size="sm" mt={4}>
            {clockChanges.slice(0, 5).map(shown)}
          </List>
        </>
      )}
    </div>
  );
}
