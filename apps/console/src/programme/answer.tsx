import type { EventDetails } from '@foyer/client';
import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { useFaultText } from '../shell/fault-text.ts';
import { Notice } from '../shell/notice.tsx';
import { useTimeFormat } from '../times/use-time-format.ts';
import { OfferCountdown } from './offer-countdown.tsx';
import { useAnswer } from './use-participation.ts';

/** An invitation, or a seat that is kept for a while: yes or no. */
export function Answer({ event }: { event: EventDetails }) {
  const { t } = useTranslation('tickets');
  const format = useTimeFormat();
  const faultText = useFaultText();
  const { accept, decline } = useAnswer(event.id);
  const [isAsking, { open, close }] = useDisclosure(false);
  const isOffer = event.mine === 'offered';
  const endsAt = event.myOfferExpiresAt;
  const fault = accept.error ?? decline.error;
  return (
    <>
      {isOffer && endsAt !== null ? (
        <Notice tone="wait" title={t('offered')}>
          <div>{t('offeredText', { time: format.dateTime(endsAt) })}</div>
          <OfferCountdown endsAt={endsAt} />
        </Notice>
      ) : (
        <Notice tone="wait" title={t('invited')}>
          {t('invitedText')}
        </Notice>
      )}
      {fault !== null && (
        <Notice tone="bad" role="alert">
          {faultText(fault)}
        </Notice>
      )}
      <Button size="md" loading={accept.isPending} onClick={() => accept.mutate()}>
        {t(isOffer ? 'takeSeat' : 'accept')}
      </Button>
      <Button variant="default" onClick={open}>
        {t('decline')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={close}
        title={t('declineTitle')}
        text={t(isOffer ? 'declineOfferedText' : 'declineInvitedText')}
        confirmLabel={t('decline')}
        isDangerous
        isPending={decline.isPending}
        onConfirm={() => decline.mutate(undefined, { onSettled: close })}
      >
        {event.name !== '' && <Text fw={600}>{event.name}</Text>}
      </ConfirmDialog>
    </>
  );
}
