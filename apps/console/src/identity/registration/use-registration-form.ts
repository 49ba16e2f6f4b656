import { useDisclosure } from '@mantine/hooks';
import { useForm } from '@tanstack/react-form';
import { useState } from 'react';
import { retryAfterSecondsOf } from '../../client/faults.ts';
import { useCountdown } from '../../times/use-countdown.ts';
import { deviceTimeZone } from '../../times/use-own-time-zone.ts';
import { rememberAddress } from '../typed-address.ts';
import type { RegistrationValues } from './registration-values.ts';
import type { ChosenStep } from './second-step-choice.tsx';

/** The form of a registration, which of its parts are unfolded, and why the API refused it when it was last sent. */
export function useRegistrationForm(
  initial: RegistrationValues,
  onSend: (values: RegistrationValues) => Promise<void>,
) {
  const wait = useCountdown();
  const [fault, setFault] = useState<unknown>(null);
  const parts = {
    password: usePart(initial.password !== ''),
    secondStep: usePart(initial.secondStep !== 'none'),
    more: usePart(initial.more !== undefined),
  };
  const form = useForm({
    defaultValues: {
      fullName: initial.fullName,
      address: initial.address,
      password: initial.password,
      secondStep: (initial.secondStep === 'none' ? 'totp' : initial.secondStep) as ChosenStep,
      more: initial.more ?? { organisation: '', about: '', timeZone: deviceTimeZone },
    },
    canSubmitWhenInvalid: true,
    onSubmit: async ({ value }) => {
      setFault(null);
      const address = value.address.trim();
      rememberAddress(address);
      const chosen = parts.password.isOpen ? value.secondStep : 'totp';
      try {
        await onSend({
          fullName: value.fullName.trim(),
          address,
          password: parts.password.isOpen ? value.password : '',
          secondStep: parts.secondStep.isOpen ? chosen : 'none',
          more: parts.more.isOpen ? value.more : undefined,
        });
      } catch (error) {
        wait.start(retryAfterSecondsOf(error) ?? 0);
        setFault(error);
      }
    },
  });
  return { form, fault, wait, parts };
}

function usePart(isOpenAtFirst: boolean) {
  const [isOpen, { toggle }] = useDisclosure(isOpenAtFirst);
  return { isOpen, onToggle: toggle };
}
