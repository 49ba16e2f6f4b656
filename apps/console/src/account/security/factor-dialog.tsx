import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../shell/form-dialog.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import type { FactorDialogState } from './use-factor-dialog.ts';

type FactorDialogProps = { dialog: FactorDialogState; title: string; children: ReactNode };

/** The steps that add a second factor, then the recovery codes where it is the first. */
export function FactorDialog({ dialog, title, children }: FactorDialogProps) {
  const { t } = useTranslation('security');
  const { isOpen, close, codes, forgetCodes } = dialog;
  return (
    <FormDialog
      isOpen={isOpen}
      onClose={close}
      onClosed={forgetCodes}
      title={codes ? t('recoveryCodes') : title}
      isLocked={codes !== null}
    >
      {codes ? <RecoveryCodes codes={codes} onKept={close} /> : children}
    </FormDialog>
  );
}
