import { Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { retryAfterSecondsOf } from '../../client/faults.ts';
import { useFieldTexts } from '../../shell/field-texts.ts';
import { focusFirstComplaint } from '../../shell/focus-first-complaint.ts';
import { useCountdown } from '../../times/use-countdown.ts';
import { AddressField } from '../address-field.tsx';
import { addressComplaint } from '../address-validation.ts';
import { FaultNotice } from '../fault-notice.tsx';
import { rememberAddress, typedAddress } from '../typed-address.ts';
import { WaitButton } from '../wait-button.tsx';

type AddressFormProps = { onSend: (address: string) => Promise<void> };

/** Whose account it is that somebody cannot get into. */
export function AddressForm({ onSend }: AddressFormProps) {
  const { t } = useTranslation('identity');
  const fieldTexts = useFieldTexts();
  const element = useRef<HTMLFormElement>(null);
  const [address, setAddress] = useState(typedAddress);
  const [own, setOwn] = useState<ReturnType<typeof addressComplaint>>();
  const wait = useCountdown();
  const sending = useMutation({
    mutationFn: () => onSend(address.trim()),
    onError: (error) => wait.start(retryAfterSecondsOf(error) ?? 0),
  });
  const { error: fault } = sending;
  useEffect(() => {
    if (fault !== null) focusFirstComplaint(element.current);
  }, [fault]);
  function submit(): void {
    const complaint = addressComplaint(address);
    setOwn(complaint);
    if (complaint !== undefined) {
      focusFirstComplaint(element.current);
      return;
    }
    rememberAddress(address.trim());
    if (wait.secondsLeft === 0) sending.mutate();
  }
  return (
    <form
      ref={element}
      noValidate
      onSubmit={(submission) => {
        submission.preventDefault();
        submit();
      }}
    >
      <Stack gap="lg">
        <AddressField
          autoComplete="email"
          value={address}
          onChange={setAddress}
          error={own === undefined ? fieldTexts(fault).address : t(own)}
        />
        <FaultNotice fault={fault} />
        <WaitButton
          type="submit"
          size="md"
          fullWidth
          label={t('sendCode')}
          secondsLeft={wait.secondsLeft}
          loading={sending.isPending}
        />
      </Stack>
    </form>
  );
}
