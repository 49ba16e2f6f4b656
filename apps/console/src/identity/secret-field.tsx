import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CodeInput } from './code-input.tsx';
import { PasswordField } from './password-field.tsx';

/** What somebody types to show that it is them. */
export type SecretKind = 'mailed-code' | 'app-code' | 'password' | 'recovery-code';

type SecretFieldProps = {
  kind: SecretKind;
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
};

export function SecretField({ kind, value, onChange, error }: SecretFieldProps) {
  const { t } = useTranslation('identity');
  switch (kind) {
    case 'password':
      return (
        <PasswordField
          label={t('password')}
          autoComplete="current-password"
          autoFocus
          {...{ value, onChange, error }}
        />
      );
    case 'recovery-code':
      return (
        <TextInput
          label={t('recoveryCode')}
          description={t('recoveryCodeHint')}
          name="recovery-code"
          value={value}
          onChange={(change) => onChange(change.currentTarget.value)}
          error={error}
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          placeholder="xxxxx-xxxxx"
          maxLength={64}
          required
          withAsterisk={false}
          size="md"
          data-autofocus
          autoFocus
        />
      );
    default:
      return <CodeInput kind={kind} {...{ value, onChange, error }} />;
  }
}

/** What a browser can say before the server is asked; the server decides. */
export function secretComplaint(kind: SecretKind, value: string) {
  switch (kind) {
    case 'mailed-code':
      return value.length === 8 ? undefined : 'codeIncomplete';
    case 'app-code':
      return value.length === 6 ? undefined : 'appCodeIncomplete';
    case 'password':
      return value === '' ? 'passwordMissing' : undefined;
    case 'recovery-code':
      return value.trim() === '' ? 'recoveryCodeMissing' : undefined;
  }
}
