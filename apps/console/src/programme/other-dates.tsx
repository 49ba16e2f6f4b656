import type { EventDetails } from '@foyer/client';
import { Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { TextLink } from '../shell/links.tsx';
import { useTimeFormat } from '../times/use-time-format.ts';
import classes from './other-dates.module.css';
import { datesQuery } from './programme.queries.ts';

const MOST = 5;

/** When else it takes place. Says nothing as long as it knows nothing. */
export function OtherDates({ event }: { event: EventDetails }) {
  const { t } = useTranslation('series');
  const format = useTimeFormat();
  // One more than is shown: this one may be among them.
  const dates = useQuery({ ...datesQuery(event.series?.id ?? '', MOST + 1), enabled: event.series !== null });
  const others = (dates.data?.items ?? []).filter(({ id }) => id !== event.id).slice(0, MOST);
  if (others.length === 0) return null;
  return (
    <nav aria-labelledby="other-dates">
      <Title order={2} size="h4" id="other-dates">
        {t('otherDates')}
      </Title>
      <ul className={classes.dates}>
        {others.map(({ id, startsAt, timeZone }) => (
          <li key={id}>
            <TextLink to="/events/$eventId" params={{ eventId: id }}>
              <time dateTime={startsAt.toISOString()}>{format.dateTime(startsAt, timeZone)}</time>
            </TextLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
