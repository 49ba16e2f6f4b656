import type { TotpStart } from '@foyer/client';
import { Text } from '@mantine/core';
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
import { Offer } from './offer.tsx';

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
  return (
    <>
      <Offer
        takeLabel={t('identity:setUpApp')}
        isPending={starting.isPending || removing.isPending}
        fault={starting.error}
        onTake={() => starting.mutate()}
        onDecline={onDone}
      >
        <Text>{t('identity:appOfferText')}</Text>
        <Text>{t(hasStandIn ? 'identity:appOfferMailCode' : 'identity:appOfferNothing')}</Text>
      </Offer>
      <FactorDialog dialog={dialog} title={t('security:addTotp')}>
        {start && <TotpForm start={start} dialog={dialog} />}
      </FactorDialog>
    </>
  );
}
