import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { QrCode } from '../account/security/qr-code.tsx';
import { TextLink } from '../shell/links.tsx';
import { Notice } from '../shell/notice.tsx';
import { useTimeFormat } from '../times/use-time-format.ts';
import type { KeptTicket } from './kept-tickets.ts';
import classes from './ticket-card.module.css';

/** The code, as large as there is room, and what the door may ask for beside it. */
export function TicketCard({ ticket, isAlone }: { ticket: KeptTicket; isAlone: boolean }) {
  const { t } = useTranslation('tickets');
  const format = useTimeFormat();
  const startsAt = new Date(ticket.startsAt);
  return (
    <article className={classes.ticket}>
      <Text className={classes.event}>{ticket.eventName}</Text>
      <Text>
        <time dateTime={ticket.startsAt}>
          {format.dateTime(startsAt, ticket.timeZone)} {format.zoneName(startsAt, ticket.timeZone)}
        </time>
      </Text>
      {[ticket.locationName, ticket.locationAddress].some(Boolean) && (
        <Text c="dimmed">{[ticket.locationName, ticket.locationAddress].filter(Boolean).join(', ')}</Text>
      )}
      <div className={classes.code}>
        <QrCode text={ticket.ticket} label={t('ticketCode')} />
      </div>
      <Text fw={600}>{ticket.fullName}</Text>
      {ticket.checkedInAt !== null && (
        <Notice tone="good">{t('ticketIn', { time: format.dateTime(new Date(ticket.checkedInAt)) })}</Notice>
      )}
      {isAlone && (
        <Notice tone="wait" role="status">
          {t('ticketKept', { time: format.dateTime(new Date(ticket.keptAt)) })}
        </Notice>
      )}
      <Text size="sm" c="dimmed">
        {t('ticketHint')}
      </Text>
      <TextLink to="/events/$eventId" params={{ eventId: ticket.eventId }} size="sm">
        {t('toEvent')}
      </TextLink>
    </article>
  );
}
