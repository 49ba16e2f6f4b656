import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf, isUnreachable } from '../client/faults.ts';
import { stayWithoutNetwork } from '../client/stay-without-network.ts';
import { useAccount } from '../identity/account.query.ts';
import { SignedInOnly } from '../identity/signed-in-only.tsx';
import { useNobodyKnows } from '../identity/use-nobody-knows.ts';
import { SeatIcon } from '../shell/icons.tsx';
import { ButtonLink } from '../shell/links.tsx';
import { Page } from '../shell/page.tsx';
import { EmptyState, ErrorState } from '../shell/states.tsx';
import { keptTicket, readTicket } from './kept-tickets.ts';
import { TicketCard } from './ticket-card.tsx';

const route = getRouteApi('/events/$eventId/ticket');

const REFUSALS = ['NOT_PARTICIPATING', 'TICKET_WITHOUT_SEAT', 'BAD_INPUT'];

/** What is shown at the door. It is kept on the device, since doors are where networks end. */
export function TicketPage() {
  const { t } = useTranslation('tickets');
  const { eventId } = route.useParams();
  const isAlone = useNobodyKnows();
  const kept = keptTicket(eventId, undefined);
  // The ticket of whoever was last signed in is on this device, and is theirs.
  if (isAlone && kept !== undefined)
    return (
      <Page width="narrow" title={t('ticketTitle')}>
        <TicketCard ticket={kept} isAlone />
      </Page>
    );
  return (
    <SignedInOnly>
      <OwnTicket />
    </SignedInOnly>
  );
}

function OwnTicket() {
  const { t } = useTranslation(['tickets', 'shell']);
  const { eventId } = route.useParams();
  const account = useAccount();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['participations', 'ticket', eventId, account?.id],
    queryFn: () => readTicket(eventId, account ?? { id: '', fullName: '' }),
    enabled: Boolean(account),
  });
  const isKept = data !== undefined;
  useEffect(() => {
    if (isKept) void stayWithoutNetwork();
  }, [isKept]);
  const isAlone = error !== null && isUnreachable(error);
  const shown = data ?? (isAlone || error === null ? keptTicket(eventId, account?.id) : undefined);
  if (error !== null && REFUSALS.includes(codeOf(error)))
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
      <TicketCard ticket={shown} isAlone={isAlone} />
    </Page>
  );
}
