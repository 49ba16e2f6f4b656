import { useTranslation } from 'react-i18next';
import { codeOf } from '../client/faults.ts';
import { useFaultText } from '../shell/fault-text.ts';
import { useFieldTexts } from '../shell/field-texts.ts';
import { PasswordField } from './password-field.tsx';

type NewPasswordFieldProps = {
  value: string;
  onChange: (password: string) => void;
  autoFocus?: boolean;
  /** What the server said last; why it found the password weak is shown here. */
  fault: unknown;
  error?: string | undefined;
};

/** A password that is chosen. Only the server knows which ones are tried first. */
export function NewPasswordField({ fault, error, ...field }: NewPasswordFieldProps) {
  const { t } = useTranslation('identity');
  const faultText = useFaultText();
  const fieldTexts = useFieldTexts();
  const weak = codeOf(fault) === 'PASSWORD_WEAK' ? faultText(fault) : undefined;
  return (
    <PasswordField
      {...field}
      label={t('newPassword')}
      description={t('newPasswordHint')}
      autoComplete="new-password"
      error={error ?? fieldTexts(fault).password ?? weak}
    />
  );
}
