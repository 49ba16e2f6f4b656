import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFaultText } from './fault-text.ts';
import { Notice } from './notice.tsx';
import { useFocusWhenRefused } from './use-focus-when-refused.ts';

type ConfirmDialogProps = {
  isOpen: boolean;
  onClose: () => void;
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
  const faultText = useFaultText();
  const { fault = null } = props;
  const confirm = useFocusWhenRefused(fault);
  return (
    <Modal
      opened={props.isOpen}
      onClose={props.onClose}
      title={props.title}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
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
          {fault !== null && (
            <Notice tone="bad" role="alert">
              {faultText(fault)}
            </Notice>
          )}
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
    </Modal>
  );
}
