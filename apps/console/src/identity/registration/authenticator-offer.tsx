import type { TotpStart } from '@foyer/client';
import { Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FactorDialog } from '../../account/security/factor-dialog.tsx';
import { TotpForm } from '../../account/security/totp-form.tsx';
import { useFactorDialog } from '../../account/security/use-factor-dialog.ts';
import { codeOf } from '../../client/faults.ts';
import { foyer } from '../../client/foyer.ts';
import { useFaultText } from '../../shell/fault-text.ts';
import { notifyFailed } from '../../shell/notify.tsx';
import { useFocusWhenRefused } from '../../shell/use-focus-when-refused.ts';
import { FaultNotice } from '../fault-notice.tsx';

type AuthenticatorOfferProps = {
  /** Whether a mailed code is asked for until the app is there. */
  hasStandIn: boolean;
  onDone: () => void;
};

/** The app that was chosen with the registration: its secret can be made now that somebody is signed in. */
export function AuthenticatorOffer({ hasStandIn, onDone }: AuthenticatorOfferProps) {
  const { t } = useTranslation(['identity', 'security']);
  const faultText = useFaultText();
  const [start, setStart] = useState<TotpStart>();
  // Beside the app it would be asked for instead of it, by whoever has the password and the mailbox.
  const removing = useMutation({
    mutationFn: () => foyer.secondFactors.remove({ kind: 'mail-code' }),
    onError: (error) => {
      if (codeOf(error) !== 'SECOND_FACTOR_NOT_FOUND') notifyFailed(faultText(error));
    },
    onSettled: onDone,
  });
  const dialog = useFactorDialog({ onAdded: () => (hasStandIn ? removing.mutate() : onDone()) });
  const starting = useMutation({
    mutationFn: () => foyer.secondFactors.startTotp({}),
    onSuccess: (started) => {
      setStart(started);
      dialog.open();
    },
    onError: (error) => {
      // There is one already: that is what was wanted.
      if (codeOf(error) === 'SECOND_FACTOR_EXISTS') onDone();
    },
  });
  const button = useFocusWhenRefused(starting.error);
  return (
    <Stack gap="lg">
      <Text>{t('identity:appOfferText')}</Text>
      <Text>{t(hasStandIn ? 'identity:appOfferMailCode' : 'identity:appOfferNothing')}</Text>
      <FaultNotice fault={starting.error} />
      <Stack gap="xs">
        <Button
          ref={button}
          size="md"
          fullWidth
          loading={starting.isPending || removing.isPending}
          onClick={() => starting.mutate()}
        >
          {t('identity:setUpApp')}
        </Button>
        <Button variant="subtle" size="md" fullWidth onClick={onDone}>
          {t('identity:notNow')}
        </Button>
      </Stack>
      <FactorDialog dialog={dialog} title={t('security:addTotp')}>
        {start && <TotpForm start={start} dialog={dialog} />}
      </FactorDialog>
    </Stack>
  );
}
