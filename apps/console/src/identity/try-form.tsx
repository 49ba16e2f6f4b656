import { Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf, retryAfterSecondsOf } from '../client/faults.ts';
import { useCountdown } from '../times/use-countdown.ts';
import { FaultNotice } from './fault-notice.tsx';
import { SecretField, type SecretKind, secretComplaint } from './secret-field.tsx';
import { WaitButton } from './wait-button.tsx';

type TryFormProps = {
  kind: SecretKind;
  /** What is in the field at first, such as the code of a link. */
  initial?: string | undefined;
  submitLabel: string;
  /** Shows what was typed to the server, and does what follows from it. */
  attempt: (secret: string) => Promise<void>;
  /** Of something beside the trying, such as sending again. */
  otherFault?: unknown;
  /** Before the field: what is asked for. */
  children?: ReactNode;
  /** After the button: what else can be done. */
  actions?: ReactNode;
};

/** One field to prove by that it is you: it says what was wrong, and counts down where the server asks for a wait. */
export function TryForm({ kind, initial = '', submitLabel, attempt, otherFault, ...around }: TryFormProps) {
  const { t } = useTranslation('identity');
  const form = useRef<HTMLFormElement>(null);
  const [secret, setSecret] = useState(initial);
  const [complaint, setComplaint] = useState<string>();
  const wait = useCountdown();
  const trying = useMutation({
    mutationFn: () => attempt(secret),
    onError: (error) => {
      wait.start(retryAfterSecondsOf(error) ?? 0);
      if (codeOf(error) === 'CODE_WRONG' && kind !== 'recovery-code') setSecret('');
      form.current?.querySelector<HTMLElement>('input:not([hidden])')?.focus();
    },
  });

  function submit(): void {
    if (wait.secondsLeft > 0 || trying.isPending) return;
    const own = secretComplaint(kind, secret);
    setComplaint(own && t(own));
    if (own === undefined) trying.mutate();
    else form.current?.querySelector<HTMLElement>('input:not([hidden])')?.focus();
  }

  return (
    <form
      ref={form}
      noValidate
      onSubmit={(submission) => {
        submission.preventDefault();
        submit();
      }}
    >
      <Stack gap="lg">
        {around.children}
        <SecretField
          kind={kind}
          value={secret}
          onChange={(typed) => {
            setSecret(typed);
            setComplaint(undefined);
          }}
          error={complaint}
        />
        <FaultNotice fault={trying.error ?? otherFault ?? null} />
        <WaitButton
          type="submit"
          size="md"
          fullWidth
          label={submitLabel}
          secondsLeft={wait.secondsLeft}
          loading={trying.isPending}
        />
        {around.actions}
      </Stack>
    </form>
  );
}
