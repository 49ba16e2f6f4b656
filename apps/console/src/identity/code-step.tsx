import type { SignInOutcome } from '@foyer/client';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { codeOf, retryAfterSecondsOf } from '../client/faults.ts';
import { useFaultText } from '../shell/fault-text.ts';
import { Notice } from '../shell/notice.tsx';
import { notifyDone } from '../shell/notify.tsx';
import { useCountdown } from '../times/use-countdown.ts';
import { CodeInput } from './code-input.tsx';
import type { PendingCode } from './pending-code.ts';
import { WaitButton } from './wait-button.tsx';

type CodeStepProps = {
  pending: PendingCode;
  redeem: (input: { ticket: string; code: string }) => Promise<SignInOutcome>;
  sendAgain: () => Promise<unknown>;
  onOtherAddress: () => void;
  onEntered: (outcome: SignInOutcome) => Promise<void>;
};

/** Second step of every way in: the eight digits from the mail. */
export function CodeStep({ pending, redeem, sendAgain, onOtherAddress, onEntered }: CodeStepProps) {
  const { t } = useTranslation('identity');
  const faultText = useFaultText();
  const [code, setCode] = useState('');
  const [complaint, setComplaint] = useState<string>();
  const tries = useCountdown();
  const sends = useCountdown();

  const entering = useMutation({
    mutationFn: () => redeem({ ticket: pending.ticket, code }),
    onSuccess: onEntered,
    onError: (error) => {
      const seconds = retryAfterSecondsOf(error);
      if (seconds !== undefined) tries.start(seconds);
      if (codeOf(error) === 'CODE_WRONG') setCode('');
    },
  });
  const sending = useMutation({
    mutationFn: sendAgain,
    onSuccess: () => {
      entering.reset();
      setCode('');
      notifyDone(t('sentAgain'));
    },
    onError: (error) => sends.start(retryAfterSecondsOf(error) ?? 0),
  });
  const fault = entering.error ?? sending.error;
  const isWaiting = retryAfterSecondsOf(fault) !== undefined;

  return (
    <form
      noValidate
      onSubmit={(submission) => {
        submission.preventDefault();
        if (tries.secondsLeft > 0) return;
        setComplaint(code.length === 8 ? undefined : t('codeIncomplete'));
        if (code.length === 8) entering.mutate();
      }}
    >
      <Stack gap="lg">
        <Text>
          <Trans
            t={t}
            i18nKey="codeSentTo"
            values={{ address: pending.address }}
            components={{ strong: <strong /> }}
          />
        </Text>
        <CodeInput
          value={code}
          onChange={(digits) => {
            setCode(digits);
            setComplaint(undefined);
          }}
          error={complaint}
        />
        {fault !== null && (
          <Notice tone={isWaiting ? 'wait' : 'bad'} role="alert">
            {faultText(fault)}
          </Notice>
        )}
        <WaitButton
          type="submit"
          size="md"
          fullWidth
          label={t('confirmCode')}
          secondsLeft={tries.secondsLeft}
          loading={entering.isPending}
        />
        <Group justify="space-between" gap="xs">
          <WaitButton
            variant="subtle"
            size="compact-md"
            label={t('sendAgain')}
            secondsLeft={sends.secondsLeft}
            loading={sending.isPending}
            onClick={() => sending.mutate()}
          />
          <Button variant="subtle" size="compact-md" onClick={onOtherAddress}>
            {t('otherAddress')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
