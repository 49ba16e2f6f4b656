import type { EventDetails } from '@foyer/client';
import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ClockIcon, DoorIcon, PaymentIcon, PlaceIcon, SeatIcon } from '../shell/icons.tsx';
import { clocksDiffer } from '../times/format-time.ts';
import { useOwnTimeZone } from '../times/use-own-time-zone.ts';
import { useTimeFormat } from '../times/use-time-format.ts';
import classes from './event-facts.module.css';

/** Times, place, money and seats. Times are those of the place, and the visitor's own where they differ. */
export function EventFacts({ event }: { event: EventDetails }) {
  const { t } = useTranslation('programme');
  const format = useTimeFormat();
  const ownTimeZone = useOwnTimeZone();
  const { startsAt, endsAt, timeZone } = event;
  return (
    <dl className={classes.facts}>
      <Fact icon={<ClockIcon />} term={t('when')}>
        <time dateTime={startsAt.toISOString()}>
          {format.range(startsAt, endsAt, timeZone)} {format.zoneName(startsAt, timeZone)}
        </time>
        {clocksDiffer(startsAt, timeZone, ownTimeZone) && (
          <span className={classes.second}>{t('yourTime', { time: format.range(startsAt, endsAt) })}</span>
        )}
        {event.status === 'published' && event.phase !== 'ended' && (
          <Anchor href={event.calendarUrl} className={classes.second} underline="always">
            {t('toCalendar')}
          </Anchor>
        )}
      </Fact>
      {(event.locationName !== null || event.locationAddress !== null) && (
        <Fact icon={<PlaceIcon />} term={t('where')}>
          {event.locationName}
          {event.locationAddress !== null && <span className={classes.second}>{event.locationAddress}</span>}
        </Fact>
      )}
      {event.paymentInfo !== null && (
        <Fact icon={<PaymentIcon />} term={t('price')}>
          <span className={classes.lines}>{event.paymentInfo}</span>
        </Fact>
      )}
      <Fact icon={<SeatIcon />} term={t('seats')}>
        {event.capacity === null || event.seatsLeft === null ? (
          t('seatsFree')
        ) : (
          <>
            {event.seatsLeft === 0 ? t('full') : t('seatsLeft', { count: event.seatsLeft })}
            <span className={classes.second}>
              {t('seatsOf', { left: event.seatsLeft, capacity: event.capacity })}
            </span>
          </>
        )}
        {event.waitlistLength > 0 && (
          <span className={classes.second}>{t('waiting', { count: event.waitlistLength })}</span>
        )}
      </Fact>
      {(event.registrationOpensAt !== null || event.registrationClosesAt !== null) && (
        <Fact icon={<DoorIcon />} term={t('registration')}>
          {event.registrationOpensAt !== null && (
            <span className={classes.line}>
              {t('opensAt', { time: format.dateTime(event.registrationOpensAt, timeZone) })}
            </span>
          )}
          {event.registrationClosesAt !== null && (
            <span className={classes.line}>
              {t('closesAt', { time: format.dateTime(event.registrationClosesAt, timeZone) })}
            </span>
          )}
        </Fact>
      )}
    </dl>
  );
}

function Fact({ icon, term, children }: { icon: ReactNode; term: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>
        {icon}
        {term}
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
