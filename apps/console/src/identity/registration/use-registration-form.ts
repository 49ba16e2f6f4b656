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
  const [hasPassword, password] = useDisclosure(initial.password !== '');
  const [hasSecondStep, secondStep] = useDisclosure(initial.secondStep !== 'none');
  const [saysMore, more] = useDisclosure(initial.more !== undefined);
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
      const chosen = hasPassword ? value.secondStep : 'totp';
      try {
        await onSend({
          fullName: value.fullName.trim(),
          address,
          password: hasPassword ? value.password : '',
          secondStep: hasSecondStep ? chosen : 'none',
          more: saysMore ? value.more : undefined,
        });
      } catch (error) {
        wait.start(retryAfterSecondsOf(error) ?? 0);
        setFault(error);
      }
    },
  });
  const toggle = { password: password.toggle, secondStep: secondStep.toggle, more: more.toggle };
  return { form, fault, wait, hasPassword, hasSecondStep, saysMore, toggle };
}
