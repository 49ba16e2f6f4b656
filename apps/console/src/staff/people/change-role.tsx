import type { AccountDetails, Role } from '@foyer/client';
import { Button, Radio, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../client/foyer.ts';
import { useAccount } from '../../identity/account.query.ts';
import { focusHeading } from '../../shell/focus-heading.ts';
import { DialogForm, FormDialog } from '../../shell/form-dialog.tsx';
import { notifyDone } from '../../shell/notify.tsx';
import { ReasonField, useReason } from '../../shell/reason-field.tsx';
import { useRefusal } from '../../shell/refusal.ts';

const roles = ['member', 'staff', 'superuser'] as const;

/** For superusers, where the API says that there is another role to give: of members, of staff, and of oneself. */
export function ChangeRole({ person }: { person: AccountDetails }) {
  const { t } = useTranslation('people');
  const isOwn = useAccount()?.id === person.id;
  const [isOpen, { open, close }] = useDisclosure(false);
  const title = isOwn ? t('stepDownTitle') : t('changeRoleTitle', { name: person.fullName });
  return (
    <>
      <Button variant="default" size="xs" onClick={open}>
        {t('changeRole')}
      </Button>
      <FormDialog isOpen={isOpen} onClose={close} title={title}>
        <RoleForm person={person} isOwn={isOwn} onClose={close} />
      </FormDialog>
    </>
  );
}

type RoleFormProps = { person: AccountDetails; isOwn: boolean; onClose: () => void };

function RoleForm({ person, isOwn, onClose }: RoleFormProps) {
  const { t } = useTranslation('people');
  const queryClient = useQueryClient();
  const [role, setRole] = useState<Role>(person.role);
  const reason = useReason();
  const [wasSent, setWasSent] = useState(false);
  const isSame = role === person.role;
  const giving = useMutation({
    mutationFn: async () => {
      await foyer.accounts.setRole({ accountId: person.id, role, reason: reason.text });
      // What one may see oneself is not what it was.
      if (isOwn) await foyer.accounts.me();
    },
    onSuccess: async () => {
      onClose();
      notifyDone(t('roleChanged', { name: person.fullName }));
      await queryClient.invalidateQueries({ queryKey: ['people'] });
      focusHeading();
    },
  });
  const { at, fault } = useRefusal(giving.error, ['reason']);
  return (
    <DialogForm
      submitLabel={t('changeRole')}
      onCancel={onClose}
      isPending={giving.isPending}
      fault={fault}
      onSubmit={() => {
        setWasSent(true);
        if (reason.isGiven() && !isSame) giving.mutate();
      }}
    >
      <Text>{isOwn ? t('stepDownText') : t('changeRoleText')}</Text>
      <Radio.Group
        label={t('role')}
        size="md"
        value={role}
        onChange={(chosen) => setRole(chosen as Role)}
        error={wasSent && isSame ? t('roleMissing') : undefined}
      >
        <Stack gap="xs" my={8}>
          {roles
            .filter((one) => one === person.role || person.rolesInReach.includes(one))
            .map((one) => (
              <Radio
                key={one}
                value={one}
                label={t(one)}
                description={t(`${one}Hint`)}
                aria-invalid={(wasSent && isSame && one === role) || undefined}
                data-autofocus={one === person.role || undefined}
              />
            ))}
        </Stack>
      </Radio.Group>
      <ReasonField {...reason.field} hint={t('reasonHint')} refused={at.reason} />
    </DialogForm>
  );
}
