import { addPasskey } from '@foyer/client/passkeys';
import { Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../../client/faults.ts';
import { foyer } from '../../client/foyer.ts';
import { PasskeyIcon } from '../../shell/icons.tsx';
import { notifyDone } from '../../shell/notify.tsx';
import { useFocusWhenRefused } from '../../shell/use-focus-when-refused.ts';
import { FaultNotice } from '../fault-notice.tsx';
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
  const button = useFocusWhenRefused(adding.error);
  return (
    <Stack gap="lg">
      <div className={classes.mark}>
        <PasskeyIcon size={34} />
      </div>
      <Text>{t('passkeyOfferText')}</Text>
      <FaultNotice fault={adding.error} />
      <Stack gap="xs">
        <Button ref={button} size="md" fullWidth onClick={() => adding.mutate()} loading={adding.isPending}>
          {t('addPasskey')}
        </Button>
        <Button variant="subtle" size="md" fullWidth onClick={onDone}>
          {t('notNow')}
        </Button>
      </Stack>
    </Stack>
  );
}
