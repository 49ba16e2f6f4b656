import { type ReactNode, useState } from 'react';
import { ConfirmDialog, type ConfirmDialogProps } from './confirm-dialog.tsx';
import { ReasonField, useReason } from './reason-field.tsx';
import { useRefusal } from './refusal.ts';

type ReasonDialogProps = Omit<ConfirmDialogProps, 'isDangerous' | 'onConfirm' | 'onClosed' | 'children'> & {
  /** Who will read the reason. */
  hint: string;
  isOptional?: boolean;
  /** With an empty text only where it is optional. */
  onConfirm: (reason: string) => void;
  /** After the reason: what else is to be chosen. */
  children?: ReactNode;
};

/** Asks before something that is hard to take back, and for the reason of it. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { hint, isOptional = false, onConfirm, fault: error = null, children, ...dialog } = props;
  const reason = useReason();
  const [earlier, setEarlier] = useState<unknown>(null);
  const { at, fault } = useRefusal(error === earlier ? null : error, ['reason']);
  return (
    <ConfirmDialog
      {...dialog}
      isDangerous
      fault={fault}
      onClosed={() => {
        reason.clear();
        setEarlier(error);
      }}
      onConfirm={() => {
        if (reason.isGiven() || isOptional) onConfirm(reason.text);
      }}
    >
      <ReasonField {...reason.field} hint={hint} isOptional={isOptional} refused={at.reason} isFirst />
      {children}
    </ConfirmDialog>
  );
}
