import type { ReauthenticationOutcome } from '@foyer/client';
import { Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { retryAfterSecondsOf } from '../../client/faults.ts';
import { foyer } from '../../client/foyer.ts';
import { notifyDone } from '../../shell/notify.tsx';
import { useCountdown } from '../../times/use-countdown.ts';
import { useAccount } from '../account.query.ts';
import { FaultNotice } from '../fault-notice.tsx';
import { TryForm } from '../try-form.tsx';
import { WaitButton } from '../wait-button.tsx';

type MailedConfirmationProps = { goOn: (outcome: ReauthenticationOutcome) => void };

/** A code to one's own address. It is sent when asked for: closing the dialog must not leave a mail behind. */
export function MailedConfirmation({ goOn }: MailedConfirmationProps) {
  const { t } = useTranslation('identity');
  const address = useAccount()?.address ?? '';
  const wait = useCountdown();
  const [ticket, setTicket] = useState<string>();
  const sending = useMutation({
    mutationFn: () => foyer.reauthentications.requestCode({}),
    onSuccess: (sent) => {
      if (ticket !== undefined) notifyDone(t('sentAgain'));
      setTicket(sent.ticket);
    },
    onError: (error) => wait.start(retryAfterSecondsOf(error) ?? 0),
  });
  const where = (key: 'willSendTo' | 'codeSentTo') => (
    <Text>
      <Trans t={t} i18nKey={key} values={{ address }} components={{ strong: <strong /> }} />
    </Text>
  );
  if (ticket === undefined) {
    return (
      <Stack gap="lg">
        {where('willSendTo')}
        <FaultNotice fault={sending.error} />
        <WaitButton
          size="md"
          fullWidth
          label={t('sendCode')}
          secondsLeft={wait.secondsLeft}
          loading={sending.isPending}
          onClick={() => sending.mutate()}
        />
      </Stack>
    );
  }
  return (
    <TryForm
      key={ticket}
      kind="mailed-code"
      submitLabel={t('confirmCode')}
      otherFault={sending.error}
      attempt={async (code) => goOn(await foyer.reauthentications.withCode({ ticket, code }))}
      actions={
        <WaitButton
          variant="subtle"
          size="compact-md"
          label={t('sendAgain')}
          secondsLeft={wait.secondsLeft}
          loading={sending.isPending}
          onClick={() => sending.mutate()}
        />
      }
    >
      {where('codeSentTo')}
    </TryForm>
  );
}
