import type { EventDetails } from '@foyer/client';
import { Button, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../identity/account.query.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { useFaultText } from '../shell/fault-text.ts';
import { Notice } from '../shell/notice.tsx';
import { Answer } from './answer.tsx';
import { rememberIntention, takeIntention } from './intention.ts';
import { Joining } from './joining-notice.tsx';
import classes from './participation-panel.module.css';
import { Place } from './place.tsx';
import { useJoin, useLeave } from './use-participation.ts';

const leaving = {
  going: { label: 'programme:leave', title: 'programme:leaveTitle', text: 'programme:leaveText' },
  waitlisted: {
    label: 'programme:leaveWaitlist',
    title: 'programme:leaveTitle',
    text: 'programme:leaveWaitlistText',
  },
  requested: {
    label: 'tickets:withdrawRequest',
    title: 'tickets:withdrawTitle',
    text: 'tickets:withdrawText',
  },
} as const;

/** How one stands with the event, what can be done about it, and in words why not. */
export function ParticipationPanel({ event }: { event: EventDetails }) {
  const { t } = useTranslation(['programme', 'tickets']);
  const account = useAccount();
  const navigate = useNavigate();
  const faultText = useFaultText();
  const join = useJoin(event.id);
  const leave = useLeave(event.id);
  const [isAsking, { open: ask, close: stopAsking }] = useDisclosure(false);
  const { mine } = event;
  const isAsked =
    (mine === 'invited' || mine === 'offered') && event.status === 'published' && event.phase !== 'ended';
  const held = mine === 'going' || mine === 'waitlisted' || mine === 'requested' ? leaving[mine] : undefined;
  const fault = join.error ?? leave.error;

  const { mutate: joinNow } = join;
  useEffect(() => {
    // Pressed before signing in, and signed in since: done now, without a second press.
    if (account && takeIntention() === event.id && mine !== 'going') joinNow();
  }, [account, event.id, mine, joinNow]);

  async function press(): Promise<void> {
    leave.reset();
    if (account) return join.mutate();
    rememberIntention(event.id);
    await navigate({ to: '/sign-in', search: { next: `/events/${event.id}` } });
  }

  return (
    <Stack gap="sm" className={classes.panel}>
      {isAsked && <Answer event={event} />}
      {!isAsked && (held !== undefined || mine === 'rejected') && <Place event={event} />}
      {!isAsked && held === undefined && mine !== 'rejected' && (
        <Joining event={event} onJoin={press} isPending={join.isPending} />
      )}
      {fault !== null && (
        <Notice tone="bad" role="alert">
          {faultText(fault)}
        </Notice>
      )}
      {held !== undefined && event.phase !== 'ended' && (
        <>
          <Button variant="default" onClick={ask}>
            {t(held.label)}
          </Button>
          <ConfirmDialog
            isOpen={isAsking}
            onClose={stopAsking}
            title={t(held.title)}
            text={t(held.text)}
            confirmLabel={t(held.label)}
            cancelLabel={t('programme:stay')}
            isDangerous
            isPending={leave.isPending}
            onConfirm={() => {
              join.reset();
              leave.mutate(undefined, { onSettled: stopAsking });
            }}
          />
        </>
      )}
    </Stack>
  );
}
