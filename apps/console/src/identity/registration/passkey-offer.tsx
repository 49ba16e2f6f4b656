import { addPasskey } from '@foyer/client/passkeys';
import { Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../../client/faults.ts';
import { foyer } from '../../client/foyer.ts';
import { PasskeyIcon } from '../../shell/icons.tsx';
import { notifyDone } from '../../shell/notify.tsx';
import { Offer } from './offer.tsx';
import classes from './passkey-offer.module.css';

/** The moment to add a passkey is when one has just signed up: nothing has to be confirmed again. */
export function PasskeyOffer({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('identity');
  const adding = useMutation({
    mutationFn: () => addPasskey(foyer),
    onSuccess: () => {
      notifyDone(t('passkeyAdded'));
      onDone();
    },
    onError: (error) => {
      // There is one already: that is what was wanted.
      if (codeOf(error) === 'PASSKEY_EXISTS') onDone();
    },
  });
  return (
    <Offer
      takeLabel={t('addPasskey')}
      isPending={adding.isPending}
      fault={adding.error}
      onTake={() => adding.mutate()}
      onDecline={onDone}
    >
      <div className={classes.mark}>
        <PasskeyIcon size={34} />
      </div>
      <Text>{t('passkeyOfferText')}</Text>
    </Offer>
  );
}
