import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { focusHeading } from './focus-heading.ts';
import { RefusalNotice } from './refusal-notice.tsx';
import { useFocusWhenRefused } from './use-focus-when-refused.ts';
import { useNewFault } from './use-new-fault.ts';

export type ConfirmDialogProps = {
  isOpen: boolean;
  onClose: () => void;
  onClosed?: () => void;
  title: string;
  text: string;
  confirmLabel: string;
  cancelLabel?: string;
  isDangerous?: boolean;
  isPending?: boolean;
  /** Why it was refused, for as long as the dialog stays open. */
  fault?: unknown;
  onConfirm: () => void;
  children?: ReactNode;
};

/** Asks before something that is hard to take back. The focus starts on the way out. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={props.isOpen}
      onClose={props.onClose}
      onExitTransitionEnd={() => {
        props.onClosed?.();
        focusHeading();
      }}
      title={props.title}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Question {...props} />
    </Modal>
  );
}

/** Made anew whenever the dialog opens. */
function Question({ fault = null, ...props }: ConfirmDialogProps) {
  const { t } = useTranslation();
  const refused = useNewFault(fault);
  const confirm = useFocusWhenRefused(refused);
  return (
    <form
      noValidate
      onSubmit={(submission) => {
        submission.preventDefault();
        props.onConfirm();
      }}
    >
      <Stack>
        <Text>{props.text}</Text>
        {props.children}
        <RefusalNotice fault={refused} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={props.onClose} data-autofocus={!props.children || undefined}>
            {props.cancelLabel ?? t('cancel')}
          </Button>
          <Button
            ref={confirm}
            type="submit"
            color={props.isDangerous ? 'red.9' : undefined}
            loading={props.isPending ?? false}
          >
            {props.confirmLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
