import { Button, Group, Modal, Stack } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { focusFirstComplaint } from './focus-first-complaint.ts';
import { focusHeading } from './focus-heading.ts';
import { RefusalNotice } from './refusal-notice.tsx';
import { useFocusWhenRefused } from './use-focus-when-refused.ts';
import { useNewFault } from './use-new-fault.ts';

type DialogFormProps = {
  submitLabel: string;
  onSubmit: () => void;
  onCancel: () => void;
  isPending: boolean;
  /** Why it was refused, unless a field says so already. */
  fault?: unknown;
  children: ReactNode;
};

/** What is filled in within a dialog: fields, then why it was refused, then the way out and the way on. */
export function DialogForm(props: DialogFormProps) {
  const { t } = useTranslation();
  const element = useRef<HTMLFormElement>(null);
  const { isPending } = props;
  const fault = useNewFault(props.fault ?? null);
  const submit = useFocusWhenRefused(fault);
  useEffect(() => {
    if (!isPending) focusFirstComplaint(element.current);
  }, [isPending]);
  return (
    <form
      ref={element}
      noValidate
      onSubmit={(submission) => {
        submission.preventDefault();
        props.onSubmit();
        focusFirstComplaint(element.current);
      }}
    >
      <Stack gap="lg">
        {props.children}
        <RefusalNotice fault={fault} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={props.onCancel}>
            {t('cancel')}
          </Button>
          <Button ref={submit} type="submit" loading={isPending}>
            {props.submitLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type FormDialogProps = {
  isOpen: boolean;
  onClose: () => void;
  onClosed?: () => void;
  title: string;
  /** While something is shown that is shown once, only its own button closes the dialog. */
  isLocked?: boolean;
  children: ReactNode;
};

export function FormDialog({
  isOpen,
  onClose,
  onClosed,
  title,
  isLocked = false,
  children,
}: FormDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      onExitTransitionEnd={() => {
        onClosed?.();
        focusHeading();
      }}
      title={title}
      withCloseButton={!isLocked}
      closeOnEscape={!isLocked}
      closeOnClickOutside={!isLocked}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {children}
    </Modal>
  );
}
