import type { EventDetails } from '@foyer/client';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../shell/links.tsx';
import { Notice } from '../shell/notice.tsx';

/** The seat one has, the place in line, the request that waits, or that one cannot come. */
export function Place({ event }: { event: EventDetails }) {
  const { t } = useTranslation(['programme', 'tickets']);
  switch (event.mine) {
    case 'going':
      return (
        <>
          <Notice tone="good">{t('programme:going')}</Notice>
          <ButtonLink to="/events/$eventId/ticket" params={{ eventId: event.id }} size="md">
            {t('tickets:showTicket')}
          </ButtonLink>
        </>
      );
    case 'requested':
      return (
        <Notice tone="wait" title={t('tickets:requested')}>
          {t('tickets:requestedText')}
        </Notice>
      );
    case 'rejected':
      return (
        <Notice tone="bad" title={t('tickets:rejected')}>
          {t('tickets:rejectedText')}
        </Notice>
      );
    default:
      return (
        <Notice tone="wait" title={t('programme:waitlisted')}>
          {event.myWaitlistPlace !== null && (
            <div>{t('programme:place', { place: event.myWaitlistPlace })}</div>
          )}
          <div>{t(event.waitlist === 'offer' ? 'tickets:movesUpByOffer' : 'programme:movesUp')}</div>
        </Notice>
      );
  }
}
