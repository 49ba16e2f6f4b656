import { Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf, retryAfterSecondsOf } from '../../client/faults.ts';
import { focusFirstComplaint } from '../../shell/focus-first-complaint.ts';
import { useCountdown } from '../../times/use-countdown.ts';
import { FaultNotice } from '../fault-notice.tsx';
import { NewPasswordField } from '../new-password-field.tsx';
import { WaitButton } from '../wait-button.tsx';

type NewPasswordFormProps = { finish: (password: string | undefined) => Promise<void> };

/** Last step of a recovery. A password is offered, not asked for: a mailed code stays a way in. */
export function NewPasswordForm({ finish }: NewPasswordFormProps) {
  const { t } = useTranslation('identity');
  const without = useId();
  const element = useRef<HTMLFormElement>(null);
  const [password, setPassword] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const wait = useCountdown();
  const finishing = useMutation({
    mutationFn: finish,
    onError: (error) => wait.start(retryAfterSecondsOf(error) ?? 0),
  });
  const { error: fault } = finishing;
  useEffect(() => {
    if (fault !== null) focusFirstComplaint(element.current);
  }, [fault]);
  const isWeak = codeOf(fault) === 'PASSWORD_WEAK';
  return (
    <form
      ref={element}
      noValidate
      onSubmit={(submission) => {
        submission.preventDefault();
        if (wait.secondsLeft > 0) return;
        setIsMissing(password === '');
        if (password === '') focusFirstComplaint(element.current);
        else finishing.mutate(password);
      }}
    >
      <Stack gap="lg">
        <Text>{t('newPasswordText')}</Text>
        <NewPasswordField
          value={password}
          onChange={(typed) => {
            setPassword(typed);
            setIsMissing(false);
          }}
          autoFocus
          fault={fault}
          error={isMissing ? t('passwordMissing') : undefined}
        />
        {!isWeak && <FaultNotice fault={fault} />}
        <Stack gap="xs">
          <WaitButton
            type="submit"
            size="md"
            fullWidth
            label={t('setPasswordAndEnter')}
            secondsLeft={wait.secondsLeft}
            loading={finishing.isPending}
          />
          <Button
            variant="subtle"
            size="md"
            fullWidth
            aria-describedby={without}
            onClick={() => finishing.mutate(undefined)}
          >
            {t('enterWithoutPassword')}
          </Button>
          <Text id={without} size="sm">
            {t('withoutPasswordText')}
          </Text>
        </Stack>
      </Stack>
    </form>
  );
}
