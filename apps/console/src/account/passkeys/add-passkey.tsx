import { addPasskey } from '@foyer/client/passkeys';
import { Button, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../../client/faults.ts';
import { foyer } from '../../client/foyer.ts';
import { useFaultText } from '../../shell/fault-text.ts';
import { focusHeading } from '../../shell/focus-heading.ts';
import { Notice } from '../../shell/notice.tsx';
import { notifyDone } from '../../shell/notify.tsx';
import { useChangedPasskeys } from './use-changed-passkeys.ts';

/** How the browser's own dialog can end without a passkey. */
const endings: Readonly<Record<string, 'cancelled' | 'exists' | 'failed' | 'unsupported'>> = {
  PASSKEY_CANCELLED: 'cancelled',
  PASSKEY_EXISTS: 'exists',
  PASSKEY_FAILED: 'failed',
  PASSKEY_UNSUPPORTED: 'unsupported',
};

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
  const ending = endings[codeOf(adding.error)];
  return (
    <Stack gap="sm" align="flex-start">
      <Button loading={adding.isPending} onClick={() => adding.mutate()}>
        {t('add')}
      </Button>
      {adding.error !== null && (
        <Notice tone={ending === 'cancelled' ? 'calm' : 'bad'} role="alert">
          {ending === undefined ? faultText(adding.error) : t(ending)}
        </Notice>
      )}
    </Stack>
  );
}
