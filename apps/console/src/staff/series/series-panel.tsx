import type { EventDetails, SeriesDate } from '@foyer/client';
import { Button, Group, Text, Title } from '@mantine/core';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../client/foyer.ts';
import { TextLink } from '../../shell/links.tsx';
import { useTimeFormat } from '../../times/use-time-format.ts';
import { ChangeRule } from './change-rule.tsx';
import { seriesDatesQuery, seriesQuery } from './series.query.ts';
import classes from './series-panel.module.css';
import { AddDate, SeriesStep, SkipDate } from './series-steps.tsx';
import { useRuleText } from './use-rule-text.ts';

type SeriesPanelProps = {
  event: EventDetails;
  seriesId: string;
  onChanged: (event: EventDetails) => void;
  /** The event may take place at another time than what is being written says. */
  onMoved: (event: EventDetails) => void;
};

/** The series that an event is a date of: its rule, its dates, and what is done with all of them. */
export function SeriesPanel({ event, seriesId, onChanged, onMoved }: SeriesPanelProps) {
  const { t } = useTranslation('series');
  const ruleText = useRuleText();
  const format = useTimeFormat();
  const queryClient = useQueryClient();
  const series = useQuery(seriesQuery(seriesId)).data;
  const dates = useInfiniteQuery(seriesDatesQuery(seriesId));
  if (series === undefined || dates.data === undefined) return null;
  /** A step that leaves this event as it is leaves its version too: nobody has read what others changed meanwhile. */
  const refreshDates = async () => {
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: ['series'] }),
      queryClient.invalidateQueries({ queryKey: ['events', 'list'] }),
    ]);
  };
  const refresh = async (show: (event: EventDetails) => void) => {
    await refreshDates();
    show(await foyer.events.get({ eventId: event.id }));
  };
  const mayChange = event.phase === 'upcoming' && (event.status === 'draft' || event.status === 'published');
  return (
    <section className={classes.panel} aria-labelledby="series">
      <Title order={2} size="h4" id="series">
        {t('title')}
      </Title>
      <Text size="sm" mt={4}>
        {ruleText.rule(series.rule)}
        {' · '}
        {t('coming', { count: series.coming })}
        {series.drafts > 0 && ` · ${t('drafts', { count: series.drafts })}`}
      </Text>
      {event.series !== null && event.series.ownFields.length > 0 && (
        <Text size="sm" mt={4}>
          {t('ownFields', { count: event.series.ownFields.length })}
        </Text>
      )}
      <ul className={classes.dates}>
        {dates.data.pages
          .flatMap(({ items }) => items)
          .map((one) => (
            <li key={one.eventId}>
              <DateRow one={one} isThis={one.eventId === event.id} />
              {one.phase === 'upcoming' && one.eventId !== event.id && one.status !== 'archived' && (
                <SkipDate
                  series={series}
                  onChanged={refreshDates}
                  date={one.date}
                  shown={format.dateTime(one.startsAt, one.timeZone)}
                />
              )}
            </li>
          ))}
      </ul>
      <Group gap="sm">
        {dates.hasNextPage && (
          <Button
            variant="subtle"
            size="sm"
            onClick={() => void dates.fetchNextPage()}
            loading={dates.isFetchingNextPage}
          >
            {t('moreDates')}
          </Button>
        )}
        {series.drafts > 0 && (
          <SeriesStep
            step="publish"
            series={series}
            onChanged={() => (event.status === 'draft' ? refresh(onChanged) : refreshDates())}
          />
        )}
        {mayChange && <ChangeRule event={event} series={series} onChanged={() => refresh(onMoved)} />}
        <AddDate series={series} onChanged={refreshDates} />
        {series.isEndless && <SeriesStep step="end" series={series} onChanged={refreshDates} />}
      </Group>
    </section>
  );
}

function DateRow({ one, isThis }: { one: SeriesDate; isThis: boolean }) {
  const { t } = useTranslation('series');
  const format = useTimeFormat();
  const time = (
    <time dateTime={one.startsAt.toISOString()}>{format.dateTime(one.startsAt, one.timeZone)}</time>
  );
  const facts = [
    one.status !== 'published' && t(`status-${one.status}`),
    one.ownFields.length > 0 && t('differs'),
    isThis && t('thisOne'),
  ].filter(Boolean);
  return (
    <span className={classes.date}>
      {isThis ? (
        time
      ) : (
        <TextLink to="/staff/events/$eventId" params={{ eventId: one.eventId }}>
          {time}
        </TextLink>
      )}
      {facts.length > 0 && (
        <Text span size="sm" c="dimmed">
          {facts.join(', ')}
        </Text>
      )}
    </span>
  );
}
