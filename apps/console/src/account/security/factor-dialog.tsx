import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../identity/account.query.ts';
import { RecoveryCodes } from '../../identity/registration/recovery-codes.tsx';
import { FormDialog } from '../../shell/form-dialog.tsx';
import type { FactorDialogState } from './use-factor-dialog.ts';

type FactorDialogProps = { dialog: FactorDialogState; title: string; children: ReactNode };

/** The steps that add a second factor, then the recovery codes where it is the first. */
export function FactorDialog({ dialog, title, children }: FactorDialogProps) {
  const { t } = useTranslation('security');
  const account = useAccount();
  const { isOpen, close, finish, codes, forgetCodes } = dialog;
  return (
    <FormDialog
      isOpen={isOpen}
      onClose={close}
      onClosed={forgetCodes}
      title={codes ? t('recoveryCodes') : title}
      isLocked={codes !== null}
    >
      {codes ? <RecoveryCodes codes={codes} address={account?.address ?? ''} onKept={finish} /> : children}
    </FormDialog>
  );
}
