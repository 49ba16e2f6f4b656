import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { QrCode } from '../account/security/qr-code.tsx';
import { codeOf, isUnreachable } from '../client/faults.ts';
import { useAccount } from '../identity/account.query.ts';
import { SignedInOnly } from '../identity/signed-in-only.tsx';
import { SeatIcon } from '../shell/icons.tsx';
import { ButtonLink, TextLink } from '../shell/links.tsx';
import { Notice } from '../shell/notice.tsx';
import { Page } from '../shell/page.tsx';
import { EmptyState, ErrorState } from '../shell/states.tsx';
import { useTimeFormat } from '../times/use-time-format.ts';
import { type KeptTicket, keptTicket, readTicket } from './kept-tickets.ts';
import classes from './ticket-page.module.css';

const route = getRouteApi('/events/$eventId/ticket');

/** What is shown at the door. It is kept on the device, since doors are where networks end. */
export function TicketPage() {
  return (
    <SignedInOnly>
      <OwnTicket />
    </SignedInOnly>
  );
}

function OwnTicket() {
  const { t } = useTranslation(['tickets', 'shell']);
  const { eventId } = route.useParams();
  const accountId = useAccount()?.id ?? '';
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['participations', 'ticket', eventId, accountId],
    queryFn: () => readTicket(eventId, accountId),
    enabled: accountId !== '',
  });
  const isAlone = error !== null && isUnreachable(error);
  const shown = data ?? (isAlone || error === null ? keptTicket(eventId, accountId) : undefined);
  const isRefused =
    error !== null && ['NOT_PARTICIPATING', 'TICKET_WITHOUT_SEAT', 'BAD_INPUT'].includes(codeOf(error));
  if (isRefused)
    return (
      <EmptyState
        icon={<SeatIcon size={26} />}
        title={t('ticketNone')}
        text={t('ticketNoneText')}
        action={
          <ButtonLink to="/events/$eventId" params={{ eventId }}>
            {t('toEvent')}
          </ButtonLink>
        }
      />
    );
  if (shown === undefined)
    return error === null ? (
      <Skeleton height={420} role="status" aria-label={t('shell:loading')} />
    ) : (
      <ErrorState error={error} onRetry={() => void refetch()} isRetrying={isFetching} />
    );
  return (
    <Page width="narrow" title={t('ticketTitle')}>
      <Shown ticket={shown} isAlone={isAlone} />
    </Page>
  );
}

function Shown({ ticket, isAlone }: { ticket: KeptTicket; isAlone: boolean }) {
  const { t } = useTranslation('tickets');
  const format = useTimeFormat();
  const account = useAccount();
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
      <Text fw={600}>{account?.fullName}</Text>
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
