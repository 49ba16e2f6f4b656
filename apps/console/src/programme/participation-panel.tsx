import type { EventDetails } from '@foyer/client';
import { Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../identity/account.query.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { useFaultText } from '../shell/fault-text.ts';
import { Notice } from '../shell/notice.tsx';
import { useTimeFormat } from '../times/use-time-format.ts';
import { rememberIntention, takeIntention } from './intention.ts';
import { joiningOf } from './joining.ts';
import classes from './participation-panel.module.css';
import { useJoin, useLeave } from './use-participation.ts';

/** Joining and leaving, and in words why one can or cannot. */
export function ParticipationPanel({ event }: { event: EventDetails }) {
  const { t } = useTranslation('programme');
  const account = useAccount();
  const navigate = useNavigate();
  const faultText = useFaultText();
  const join = useJoin(event.id);
  const leave = useLeave(event.id);
  const [isAsking, { open: ask, close: stopAsking }] = useDisclosure(false);
  const isIn = event.mine === 'going' || event.mine === 'waitlisted';
  const fault = join.error ?? leave.error;

  const { mutate: joinNow } = join;
  useEffect(() => {
    // Pressed before signing in, and signed in since: done now, without a second press.
    if (account && takeIntention() === event.id && event.mine !== 'going') joinNow();
  }, [account, event.id, event.mine, joinNow]);

  async function press(): Promise<void> {
    leave.reset();
    if (account) return join.mutate();
    rememberIntention(event.id);
    await navigate({ to: '/sign-in', search: { next: `/events/${event.id}` } });
  }

  return (
    <Stack gap="sm" className={classes.panel}>
      {isIn ? (
        <Place event={event} />
      ) : (
        <Invitation event={event} onJoin={press} isPending={join.isPending} />
      )}
      {fault !== null && (
        <Notice tone="bad" role="alert">
          {faultText(fault)}
        </Notice>
      )}
      {isIn && event.phase !== 'ended' && (
        <Button variant="default" onClick={ask}>
          {t(event.mine === 'going' ? 'leave' : 'leaveWaitlist')}
        </Button>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        onClose={stopAsking}
        title={t('leaveTitle')}
        text={t(event.mine === 'going' ? 'leaveText' : 'leaveWaitlistText')}
        confirmLabel={t(event.mine === 'waitlisted' ? 'leaveWaitlist' : 'leave')}
        cancelLabel={t('stay')}
        isDangerous
        isPending={leave.isPending}
        onConfirm={() => {
          join.reset();
          leave.mutate(undefined, { onSettled: stopAsking });
        }}
      />
    </Stack>
  );
}

function Place({ event }: { event: EventDetails }) {
  const { t } = useTranslation('programme');
  if (event.mine === 'going') return <Notice tone="good">{t('going')}</Notice>;
  return (
    <Notice tone="wait" title={t('waitlisted')}>
      {event.myWaitlistPlace !== null && <div>{t('place', { place: event.myWaitlistPlace })}</div>}
      <div>{t('movesUp')}</div>
    </Notice>
  );
}

type InvitationProps = { event: EventDetails; onJoin: () => Promise<void>; isPending: boolean };

function Invitation({ event, onJoin, isPending }: InvitationProps) {
  const { t } = useTranslation('programme');
  const account = useAccount();
  const format = useTimeFormat();
  const joining = joiningOf(event, new Date());
  if (joining === 'not-yet-open' && event.registrationOpensAt !== null) {
    const time = format.dateTime(event.registrationOpensAt, event.timeZone);
    return <Notice tone="calm">{t('notYetOpen', { time })}</Notice>;
  }
  if (joining === 'over') return <Notice tone="calm">{t('isOver')}</Notice>;
  if (joining === 'full') return <Notice tone="calm">{t('isFull')}</Notice>;
  if (joining !== 'seat' && joining !== 'waitlist') return <Notice tone="calm">{t('isClosed')}</Notice>;
  return (
    <>
      <Text>{t(joining === 'seat' ? 'youMay' : 'youMayWait')}</Text>
      <Button size="md" onClick={() => void onJoin()} loading={isPending}>
        {t(joining === 'seat' ? 'join' : 'joinWaitlist')}
      </Button>
      {account === null && (
        <Text size="sm" c="dimmed">
          {t('signInToJoin')}
        </Text>
      )}
    </>
  );
}
