import { addPasskey } from '@foyer/client/passkeys';
import { Button, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../client/foyer.ts';
import { isCalledOff } from '../../identity/passkey-faults.ts';
import { useFaultText } from '../../shell/fault-text.ts';
import { focusHeading } from '../../shell/focus-heading.ts';
import { Notice } from '../../shell/notice.tsx';
import { notifyDone } from '../../shell/notify.tsx';
import { useFocusWhenRefused } from '../../shell/use-focus-when-refused.ts';
import { useChangedPasskeys } from './use-changed-passkeys.ts';

/** The browser asks where to keep it; the passkey is named after that place, and can be renamed. */
export function AddPasskey() {
  const { t } = useTranslation('passkeys');
  const faultText = useFaultText();
  const changed = useChangedPasskeys();
  const adding = useMutation({
    mutationFn: () => addPasskey(foyer),
    onSuccess: async ({ name }) => {
      notifyDone(t('added', { name }));
      await changed();
      focusHeading();
    },
  });
  const button = useFocusWhenRefused(adding.error);
  const isCancelled = isCalledOff(adding.error);
  return (
    <Stack gap="sm" align="flex-start">
      <Button ref={button} loading={adding.isPending} onClick={() => adding.mutate()}>
        {t('add')}
      </Button>
      {adding.error !== null && (
        <Notice tone={isCancelled ? 'calm' : 'bad'} role="alert">
          {isCancelled ? t('cancelled') : faultText(adding.error)}
        </Notice>
      )}
    </Stack>
  );
}
