import type { CreateSystemUserInput } from '@foyer/client';
import { Button, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../client/foyer.ts';
import { useAccount } from '../../identity/account.query.ts';
import { DialogForm, FormDialog } from '../../shell/form-dialog.tsx';
import { notifyDone } from '../../shell/notify.tsx';
import { useRefusal } from '../../shell/refusal.ts';

const longestName = 120;
const roles = { member: 'roleMember', staff: 'roleStaff' } as const;
type Role = keyof typeof roles;

/** For superusers: staff sees system users, and makes none. */
export function CreateSystemUser() {
  const { t } = useTranslation('systemUsers');
  const [isOpen, { open, close }] = useDisclosure(false);
  if (useAccount()?.role !== 'superuser') return null;
  return (
    <>
      <Button onClick={open}>{t('create')}</Button>
      <FormDialog isOpen={isOpen} onClose={close} title={t('createTitle')}>
        <CreateForm onCancel={close} />
      </FormDialog>
    </>
  );
}

function CreateForm({ onCancel }: { onCancel: () => void }) {
  const { t } = useTranslation(['systemUsers', 'account']);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [fullName, setFullName] = useState('');
  const [role, setRole] = useState<Role>('member');
  const [wasSent, setWasSent] = useState(false);
  const isMissing = fullName.trim() === '';
  const making = useMutation({
    mutationFn: (input: CreateSystemUserInput) => foyer.systemUsers.create(input),
    onSuccess: async ({ id, fullName: name }) => {
      notifyDone(t('systemUsers:created', { name }));
      void queryClient.invalidateQueries({ queryKey: ['people', 'list'] });
      await navigate({ to: '/staff/people/$accountId', params: { accountId: id } });
    },
  });
  const { at, fault } = useRefusal(making.error, ['fullName']);
  return (
    <DialogForm
      submitLabel={t('systemUsers:submit')}
      onCancel={onCancel}
      isPending={making.isPending}
      fault={fault}
      onSubmit={() => {
        setWasSent(true);
        if (!isMissing) making.mutate({ fullName: fullName.trim(), role });
      }}
    >
      <Text>{t('systemUsers:createText')}</Text>
      <TextInput
        label={t('systemUsers:name')}
        description={t('systemUsers:nameHint')}
        autoComplete="off"
        maxLength={longestName}
        required
        withAsterisk={false}
        size="md"
        data-autofocus
        value={fullName}
        onChange={(change) => {
          setFullName(change.currentTarget.value);
          making.reset();
        }}
        error={wasSent && isMissing ? t('account:nameMissing') : at.fullName}
      />
      <Radio.Group
        label={t('systemUsers:role')}
        size="md"
        value={role}
        onChange={(chosen) => setRole(chosen as Role)}
      >
        <Stack gap="xs" my={8}>
          {(Object.keys(roles) as Role[]).map((one) => (
            <Radio key={one} value={one} label={t(`systemUsers:${roles[one]}`)} />
          ))}
        </Stack>
      </Radio.Group>
    </DialogForm>
  );
}
