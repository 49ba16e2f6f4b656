import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { focusHeading } from '../../shell/focus-heading.ts';
import { notifyDone } from '../../shell/notify.tsx';
import { ReasonDialog } from '../../shell/reason-dialog.tsx';

type ActWithReasonProps = {
  label: string;
  accessibleLabel?: string;
  title: string;
  text: string;
  done: string;
  act: (reason: string) => Promise<unknown>;
};

/** What is done to somebody else's account says why: colleagues read it later. */
export function ActWithReason(props: ActWithReasonProps) {
  const { t } = useTranslation('people');
  const queryClient = useQueryClient();
  const [isAsking, { open, close }] = useDisclosure(false);
  const acting = useMutation({
    mutationFn: props.act,
    onSuccess: async () => {
      close();
      notifyDone(props.done);
      await queryClient.invalidateQueries({ queryKey: ['people'] });
      focusHeading();
    },
  });
  return (
    <>
      <Button variant="default" size="xs" aria-label={props.accessibleLabel ?? props.label} onClick={open}>
        {props.label}
      </Button>
      <ReasonDialog
        isOpen={isAsking}
        onClose={close}
        title={props.title}
        text={props.text}
        confirmLabel={props.label}
        hint={t('reasonHint')}
        isPending={acting.isPending}
        fault={acting.error}
        onConfirm={acting.mutate}
      />
    </>
  );
}
