import type { AccountDetails } from '@foyer/client';
import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../client/foyer.ts';
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx';
import { focusHeading } from '../../shell/focus-heading.ts';
import { notifyDone } from '../../shell/notify.tsx';
import { ActWithReason } from './act-with-reason.tsx';
import { ChangeRole } from './change-role.tsx';

/** What may be done to an account, as the API says; of oneself that is to step down, and no more. */
export function PersonActions({ person }: { person: AccountDetails }) {
  return (
    <Group gap="xs">
      {person.isInReach && <CareActions person={person} />}
      {person.rolesInReach.length > 0 && <ChangeRole person={person} />}
    </Group>
  );
}

function CareActions({ person }: { person: AccountDetails }) {
  const { t } = useTranslation(['people', 'systemUsers']);
  const { id: accountId, fullName: name, disabledAt, isSystem } = person;
  return (
    <>
      {disabledAt ? (
        <Act
          label={t('enable')}
          title={t('enableTitle')}
          text={t(isSystem ? 'systemUsers:enableText' : 'enableText', { name })}
          done={t('enabledNow')}
          act={() => foyer.accounts.enable({ accountId })}
        />
      ) : (
        <ActWithReason
          label={t('disable')}
          title={t('disableTitle')}
          text={t(isSystem ? 'systemUsers:disableText' : 'disableText', { name })}
          done={t('disabledNow')}
          act={(reason) => foyer.accounts.disable({ accountId, reason })}
        />
      )}
      {!isSystem && !disabledAt && (
        <Act
          label={t('endSessions')}
          title={t('endSessionsTitle')}
          text={t('endSessionsText', { name })}
          done={t('sessionsEnded')}
          act={() => foyer.accounts.endSessions({ accountId })}
        />
      )}
    </>
  );
}

type ActProps = { label: string; title: string; text: string; done: string; act: () => Promise<unknown> };

function Act({ label, title, text, done, act }: ActProps) {
  const queryClient = useQueryClient();
  const [isAsking, { open, close }] = useDisclosure(false);
  const acting = useMutation({
    mutationFn: act,
    onSuccess: async () => {
      close();
      notifyDone(done);
      await queryClient.invalidateQueries({ queryKey: ['people'] });
      focusHeading();
    },
  });
  return (
    <>
      <Button variant="default" size="xs" onClick={open}>
        {label}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={close}
        title={title}
        text={text}
        confirmLabel={label}
        isPending={acting.isPending}
        fault={acting.error}
        onConfirm={() => acting.mutate()}
      />
    </>
  );
}
