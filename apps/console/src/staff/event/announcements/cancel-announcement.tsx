import type { Announcement } from '@foyer/client';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../../client/foyer.ts';
import { ConfirmDialog } from '../../../shell/confirm-dialog.tsx';
import { focusHeading } from '../../../shell/focus-heading.ts';
import { notifyDone } from '../../../shell/notify.tsx';

export function CancelAnnouncement({ announcement: { id, subject } }: { announcement: Announcement }) {
  const { t } = useTranslation('announcements');
  const queryClient = useQueryClient();
  const [isAsking, { open, close }] = useDisclosure(false);
  const cancel = useMutation({
    mutationFn: () => foyer.announcements.cancel({ announcementId: id }),
    onSuccess: async () => {
      close();
      notifyDone(t('takenBack'));
      await queryClient.invalidateQueries({ queryKey: ['announcements'] });
      focusHeading();
    },
  });
  return (
    <>
      <Button variant="default" size="xs" aria-label={t('takeBackNamed', { subject })} onClick={open}>
        {t('takeBack')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={close}
        title={t('takeBackTitle')}
        text={t('takeBackText', { subject })}
        confirmLabel={t('takeBack')}
        isDangerous
        isPending={cancel.isPending}
        fault={cancel.error}
        onConfirm={() => cancel.mutate()}
      />
    </>
  );
}
