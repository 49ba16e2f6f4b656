import { Button, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFocusWhenRefused } from '../../shell/use-focus-when-refused.ts';
import { FaultNotice } from '../fault-notice.tsx';

type OfferProps = {
  /** What is offered, in words. */
  children: ReactNode;
  takeLabel: string;
  isPending: boolean;
  fault: unknown;
  onTake: () => void;
  onDecline: () => void;
};

/** Something to take at once, or to leave for later. */
export function Offer({ children, takeLabel, isPending, fault, onTake, onDecline }: OfferProps) {
  const { t } = useTranslation('identity');
  const button = useFocusWhenRefused(fault);
  return (
    <Stack gap="lg">
      {children}
      <FaultNotice fault={fault} />
      <Stack gap="xs">
        <Button ref={button} size="md" fullWidth loading={isPending} onClick={onTake}>
          {takeLabel}
        </Button>
        <Button variant="subtle" size="md" fullWidth onClick={onDecline}>
          {t('notNow')}
        </Button>
      </Stack>
    </Stack>
  );
}
