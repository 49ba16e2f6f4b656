import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { foyer } from '../client/foyer.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { useFaultText } from '../shell/fault-text.ts';
import { focusHeading } from '../shell/focus-heading.ts';
import { notifyDone, notifyFailed } from '../shell/notify.tsx';
import { sessionsQuery } from './sessions.query.ts';

export function EndOtherSessions() {
  const { t } = useTranslation('account');
  const faultText = useFaultText();
  const queryClient = useQueryClient();
  const [isAsking, { open, close }] = useDisclosure(false);
  const endOthers = useMutation({
    mutationFn: () => foyer.sessions.endOthers({}),
    onSuccess: ({ ended }) => notifyDone(t('endedOthers', { count: ended })),
    onError: (error) => notifyFailed(faultText(error)),
    onSettled: async () => {
      close();
      await queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey });
      focusHeading();
    },
  });
  return (
    <>
      <Button variant="default" onClick={open} style={{ alignSelf: 'flex-start' }}>
        {t('endOthers')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={close}
        title={t('endOthersTitle')}
        text={t('endOthersText')}
        confirmLabel={t('endOthers')}
        isDangerous
        isPending={endOthers.isPending}
        onConfirm={() => endOthers.mutate()}
      />
    </>
  );
}
