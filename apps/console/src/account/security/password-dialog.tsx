import { Checkbox } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../../client/faults.ts';
import { foyer } from '../../client/foyer.ts';
import { NewPasswordField } from '../../identity/new-password-field.tsx';
import { DialogForm, FormDialog } from '../../shell/form-dialog.tsx';
import { notifyDone } from '../../shell/notify.tsx';
import { sessionsQuery } from '../sessions.query.ts';
import { passwordQuery } from './security.queries.ts';

type PasswordDialogProps = { address: string; isSet: boolean; isOpen: boolean; onClose: () => void };

export function PasswordDialog({ isSet, isOpen, onClose, address }: PasswordDialogProps) {
  const { t } = useTranslation('security');
  return (
    <FormDialog isOpen={isOpen} onClose={onClose} title={t(isSet ? 'changePassword' : 'setPassword')}>
      <PasswordForm address={address} onClose={onClose} />
    </FormDialog>
  );
}

/** Fewer are refused by every server; whether more will do, the server says. */
const fewestCharacters = 8;

function PasswordForm({ address, onClose }: Pick<PasswordDialogProps, 'address' | 'onClose'>) {
  const { t } = useTranslation('security');
  const [password, setPassword] = useState('');
  const [endOtherSessions, setEndOtherSessions] = useState(true);
  const [complaint, setComplaint] = useState<string>();
  const setting = useSetPassword(onClose);
  const isWeak = codeOf(setting.error) === 'PASSWORD_WEAK';
  return (
    <DialogForm
      submitLabel={t('savePassword')}
      onCancel={onClose}
      isPending={setting.isPending}
      fault={isWeak ? null : setting.error}
      onSubmit={() => {
        const isShort = [...password].length < fewestCharacters;
        setComplaint(isShort ? t('passwordShort', { least: fewestCharacters }) : undefined);
        if (!isShort) setting.mutate({ password, endOtherSessions });
      }}
    >
      {/* For whatever keeps the password, so that it knows whose it is. */}
      <input type="text" autoComplete="username" value={address} readOnly hidden />
      <NewPasswordField
        autoFocus
        value={password}
        onChange={(typed) => {
          setPassword(typed);
          setComplaint(undefined);
          setting.reset();
        }}
        fault={setting.error}
        error={complaint}
      />
      <Checkbox
        label={t('endOtherSessions')}
        description={t('endOtherSessionsHint')}
        checked={endOtherSessions}
        onChange={(change) => setEndOtherSessions(change.currentTarget.checked)}
      />
    </DialogForm>
  );
}

function useSetPassword(onDone: () => void) {
  const { t } = useTranslation('security');
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (input: { password: string; endOtherSessions: boolean }) => foyer.passwords.set(input),
    onSuccess: ({ changedAt, endedSessions }) => {
      queryClient.setQueryData(passwordQuery.queryKey, { isSet: true, changedAt });
      void queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey });
      notifyDone(endedSessions > 0 ? t('passwordSavedEnded', { count: endedSessions }) : t('passwordSaved'));
      onDone();
    },
  });
}
