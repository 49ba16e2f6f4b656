import type { EventSummary } from '@foyer/client';
import { Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ClockIcon, PlaceIcon } from '../shell/icons.tsx';
import { useTimeFormat } from '../times/use-time-format.ts';
import classes from './event-card.module.css';
import { EventPicture } from './event-picture.tsx';
import { EventTags } from './event-tags.tsx';

/** An event in the programme. The whole card is pressed, the name alone is the link. */
export function EventCard({ event }: { event: EventSummary }) {
  const format = useTimeFormat();
  const { day, month } = format.day(event.startsAt, event.timeZone);
  return (
    <article className={classes.card}>
      <div className={classes.picture}>
        <EventPicture event={event} sizes="(min-width: 48em) 24rem, 100vw" isDecoration />
        <div className={classes.date} aria-hidden="true">
          <span className={classes.day}>{day}</span>
          <span className={classes.month}>{month}</span>
        </div>
      </div>
      <div className={classes.body}>
        <Title order={2} className={classes.name}>
          <Link to="/events/$eventId" params={{ eventId: event.id }} className={classes.link}>
            {event.name}
          </Link>
        </Title>
        {event.shortDescription !== '' && (
          <Text size="sm" c="dimmed" lineClamp={2}>
            {event.shortDescription}
          </Text>
        )}
        <ul className={classes.facts}>
          <li>
            <ClockIcon size={16} />
            <time dateTime={event.startsAt.toISOString()}>
              {format.dateTime(event.startsAt, event.timeZone)}{' '}
              {format.zoneName(event.startsAt, event.timeZone)}
            </time>
          </li>
          {event.locationName !== null && (
            <li>
              <PlaceIcon size={16} />
              <span>{event.locationName}</span>
            </li>
          )}
        </ul>
        <EventTags event={event} />
      </div>
    </article>
  );
}
