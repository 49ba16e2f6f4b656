import type { NewApiKey } from '@foyer/client';
import { Button, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { focusHeading } from '../../shell/focus-heading.ts';
import { FormDialog } from '../../shell/form-dialog.tsx';
import { SecretText } from '../../shell/secret-text.tsx';
import { CreateApiKeyForm } from './create-api-key-form.tsx';
import { askKeysAgain, type KeyOwner } from './key-owner.ts';

type CreateApiKeyDialogProps = { owner: KeyOwner; isOpen: boolean; onClose: () => void };

/** The dialog stands beside the list: the list changes when the key is made, and the key must stay to be copied. */
export function CreateApiKeyDialog({ owner, isOpen, onClose }: CreateApiKeyDialogProps) {
  const { t } = useTranslation('apiKeys');
  const queryClient = useQueryClient();
  const [made, setMade] = useState<NewApiKey | null>(null);
  const close = () => {
    onClose();
    void askKeysAgain(queryClient, owner).then(focusHeading);
  };
  return (
    <FormDialog
      isOpen={isOpen}
      onClose={close}
      onClosed={() => setMade(null)}
      title={t(made ? 'madeTitle' : 'createTitle')}
      isLocked={made !== null}
    >
      {made ? (
        <Stack gap="lg">
          <Text>{t('madeText')}</Text>
          <SecretText label={made.name} text={made.key} copyLabel={t('copyKey')} />
          <Button onClick={close}>{t('kept')}</Button>
        </Stack>
      ) : (
        <CreateApiKeyForm owner={owner} onMade={setMade} onCancel={close} />
      )}
    </FormDialog>
  );
}
