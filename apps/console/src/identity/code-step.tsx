import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { retryAfterSecondsOf } from '../client/faults.ts';
import { notifyDone } from '../shell/notify.tsx';
import { useCountdown } from '../times/use-countdown.ts';
import { TryForm } from './try-form.tsx';
import { WaitButton } from './wait-button.tsx';

type CodeStepProps = {
  /** Where the code went; left out when a link has brought it. */
  address?: string | undefined;
  initial?: string | undefined;
  redeem: (code: string) => Promise<void>;
  sendAgain?: (() => Promise<unknown>) | undefined;
  onOtherAddress: () => void;
  /** Another way on from here. */
  footer?: ReactNode;
};

/** Second step of every way in by mail: the eight digits. */
export function CodeStep({ address, initial, redeem, sendAgain, onOtherAddress, footer }: CodeStepProps) {
  const { t } = useTranslation('identity');
  const [codesSent, setCodesSent] = useState(0);
  const wait = useCountdown();
  const sending = useMutation({
    mutationFn: async () => sendAgain?.(),
    onSuccess: () => {
      setCodesSent((count) => count + 1);
      notifyDone(t('sentAgain'));
    },
    onError: (error) => wait.start(retryAfterSecondsOf(error) ?? 0),
  });
  return (
    <TryForm
      // What was said about the code before does not hold for the new one.
      key={codesSent}
      kind="mailed-code"
      initial={codesSent === 0 ? initial : undefined}
      submitLabel={t('confirmCode')}
      attempt={redeem}
      otherFault={sending.error}
      actions={
        <>
          <Group justify="space-between" gap="xs" mx={-10}>
            {sendAgain && (
              <WaitButton
                variant="subtle"
                size="compact-md"
                label={t('sendAgain')}
                secondsLeft={wait.secondsLeft}
                loading={sending.isPending}
                onClick={() => sending.mutate()}
              />
            )}
            <Button variant="subtle" size="compact-md" onClick={onOtherAddress}>
              {t('otherAddress')}
            </Button>
          </Group>
          {footer}
        </>
      }
    >
      <Text>
        {address === undefined ? (
          t('codeFromLink')
        ) : (
          <Trans t={t} i18nKey="codeSentTo" values={{ address }} components={{ strong: <strong /> }} />
        )}
      </Text>
    </TryForm>
  );
}
