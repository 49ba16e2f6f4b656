import { Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf, retryAfterSecondsOf } from '../../client/faults.ts';
import { foyer } from '../../client/foyer.ts';
import { notifyDone } from '../../shell/notify.tsx';
import { useCountdown } from '../../times/use-countdown.ts';
import { TryForm } from '../try-form.tsx';
import { WaitButton } from '../wait-button.tsx';
import { type TypedKind, typedFactors } from './factor-kinds.tsx';

type TypedFactorFormProps = {
  kind: TypedKind;
  ticket: string;
  wasDelivered: boolean;
  onDelivered: () => void;
  show: (code: string) => Promise<void>;
  onOver: (fault: unknown) => void;
};

/** A second factor that is typed. A code that has to be delivered first is on its way as soon as this is seen. */
export function TypedFactorForm({ kind, ticket, wasDelivered, ...then }: TypedFactorFormProps) {
  const { t } = useTranslation('identity');
  const { secret, ask } = typedFactors[kind];
  const isDelivered = kind === 'mail-code' || kind === 'webhook-code';
  const wait = useCountdown();
  const sending = useMutation({
    mutationFn: async () => {
      if (isDelivered) await foyer.secondFactors.requestCode({ ticket, kind });
    },
    onSuccess: then.onDelivered,
    onError: (error) => {
      wait.start(retryAfterSecondsOf(error) ?? 0);
      if (codeOf(error) === 'TICKET_INVALID') then.onOver(error);
    },
  });
  const hasAsked = useRef(wasDelivered);
  const { mutate: send } = sending;
  useEffect(() => {
    if (!isDelivered || hasAsked.current) return;
    hasAsked.current = true;
    send();
  }, [isDelivered, send]);
  return (
    <TryForm
      kind={secret}
      submitLabel={t('confirmCode')}
      attempt={then.show}
      otherFault={sending.error}
      actions={
        isDelivered && (
          <WaitButton
            variant="subtle"
            size="compact-md"
            label={t('sendAgain')}
            secondsLeft={wait.secondsLeft}
            loading={sending.isPending}
            onClick={() => sending.mutate(undefined, { onSuccess: () => notifyDone(t('sentAgain')) })}
          />
        )
      }
    >
      <Text>{t(ask)}</Text>
    </TryForm>
  );
}
