import type { Passkey } from '@foyer/client';
import { Button, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../client/foyer.ts';
import { DialogForm, FormDialog } from '../../shell/form-dialog.tsx';
import { notifyDone } from '../../shell/notify.tsx';
import { useRefusal } from '../../shell/refusal.ts';
import { nameComplaint } from '../name-complaint.ts';
import { useChangedPasskeys } from './use-changed-passkeys.ts';

export function RenamePasskey({ passkey }: { passkey: Passkey }) {
  const { t } = useTranslation('passkeys');
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button
        variant="default"
        size="xs"
        aria-label={t('renameNamed', { name: passkey.name })}
        onClick={open}
      >
        {t('rename')}
      </Button>
      <FormDialog isOpen={isOpen} onClose={close} title={t('renameTitle')}>
        <RenameForm passkey={passkey} onClose={close} />
      </FormDialog>
    </>
  );
}

function RenameForm({ passkey, onClose }: { passkey: Passkey; onClose: () => void }) {
  const { t } = useTranslation(['passkeys', 'shell', 'account']);
  const changed = useChangedPasskeys();
  const [name, setName] = useState(passkey.name);
  const [complaint, setComplaint] = useState<ReturnType<typeof nameComplaint>>();
  const renaming = useMutation({
    mutationFn: () => foyer.passkeys.rename({ passkeyId: passkey.id, name: name.trim() }),
    onSuccess: async () => {
      onClose();
      notifyDone(t('passkeys:renamed'));
      await changed();
    },
  });
  const { at, fault } = useRefusal(renaming.error, ['name']);
  return (
    <DialogForm
      submitLabel={t('shell:save')}
      onCancel={onClose}
      isPending={renaming.isPending}
      fault={fault}
      onSubmit={() => {
        const found = nameComplaint(name);
        setComplaint(found);
        if (found === undefined) renaming.mutate();
      }}
    >
      <TextInput
        label={t('passkeys:name')}
        required
        withAsterisk={false}
        size="md"
        data-autofocus
        value={name}
        onChange={(change) => {
          setName(change.currentTarget.value);
          setComplaint(undefined);
          renaming.reset();
        }}
        error={complaint ? t(`account:${complaint}`) : at.name}
      />
    </DialogForm>
  );
}
